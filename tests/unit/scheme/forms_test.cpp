#include "pairwell/scheme/forms.hpp"

#include <gtest/gtest.h>
