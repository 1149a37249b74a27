#include "pairwell/match/problem.hpp"

#include <gtest/gtest.h>
