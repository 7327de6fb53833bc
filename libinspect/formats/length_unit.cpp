// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/internal/length_unit.h"

#include "libinspect/formats/internal/text_scan.h"

namespace waferglow {

double length_unit_um(std::string_view name) {
    if (same_word(name, "mm") || same_word(name, "millimeters")) return 1000.0;
    if (same_word(name, "um") || same_word(name, "micron") || same_word(name, "microns")) return 1.0;
    if (same_word(name, "mil") || same_word(name, "mils")) return 25.4;
    if (same_word(name, "inch") || same_word(name, "in")) return 25400.0;
    return 0.0;
}

}  // namespace waferglow
