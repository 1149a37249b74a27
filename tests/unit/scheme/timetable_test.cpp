#include "pairwell/scheme/timetable.hpp"

#include <gtest/gtest.h>
