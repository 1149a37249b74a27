#include "pairwell/core/digest.hpp"

#include <gtest/gtest.h>
