#include "pairwell/scheme/eligibility.hpp"

#include <gtest/gtest.h>
