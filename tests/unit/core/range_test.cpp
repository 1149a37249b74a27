#include "pairwell/core/range.hpp"

#include <gtest/gtest.h>
