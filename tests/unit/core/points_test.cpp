#include "pairwell/core/points.hpp"

#include <gtest/gtest.h>
