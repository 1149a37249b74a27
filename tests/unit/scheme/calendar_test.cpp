#include "pairwell/scheme/calendar.hpp"

#include <gtest/gtest.h>
