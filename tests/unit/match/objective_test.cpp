#include "pairwell/match/objective.hpp"

#include <gtest/gtest.h>
