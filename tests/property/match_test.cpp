#include "pairwell/match/match.hpp"

#include <gtest/gtest.h>
