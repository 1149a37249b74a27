#include "kernel/flow.hpp"

#include <gtest/gtest.h>
