#include "kernel/flow.hpp"
