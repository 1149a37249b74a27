#include "pairwell/scheme/monitoring.hpp"

#include <gtest/gtest.h>
