#include "pairwell/round/round.hpp"

#include <gtest/gtest.h>
