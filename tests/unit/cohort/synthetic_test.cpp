#include "pairwell/cohort/synthetic.hpp"

#include <gtest/gtest.h>
