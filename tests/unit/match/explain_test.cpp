#include "pairwell/match/explain.hpp"

#include <gtest/gtest.h>
