#include "pairwell/score/score.hpp"

#include <gtest/gtest.h>
