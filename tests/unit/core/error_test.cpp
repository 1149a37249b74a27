#include "pairwell/core/error.hpp"

#include <gtest/gtest.h>
