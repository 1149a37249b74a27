#include "pairwell/core/progress.hpp"

#include <gtest/gtest.h>
