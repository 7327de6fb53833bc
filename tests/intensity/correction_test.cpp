// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/intensity/correction.h"

#include <catch2/catch.hpp>
