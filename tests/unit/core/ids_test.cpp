#include "pairwell/core/ids.hpp"

#include <gtest/gtest.h>
