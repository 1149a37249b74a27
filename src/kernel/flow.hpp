/// Flow.
#pragma once
