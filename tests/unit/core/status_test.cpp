#include "pairwell/core/status.hpp"

#include <gtest/gtest.h>
