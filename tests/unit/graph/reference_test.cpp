#include "pairwell/graph/reference.hpp"

#include <gtest/gtest.h>
