#include "pairwell/match/certificate.hpp"

#include <gtest/gtest.h>
