#include "pairwell/core/random.hpp"

#include <gtest/gtest.h>
