#include "pairwell/scheme/selection.hpp"

#include <gtest/gtest.h>
