#include "pairwell/scheme/programme.hpp"

#include <gtest/gtest.h>
