// SPDX-License-Identifier: GPL-3.0-or-later
// EL records of which a part lies some dies beside the rest: a prober that skipped a die, or two tables that
// were joined. The wafer as a whole still agrees best as it lies, and the part fails dies that are good.
#pragma once

#include "libinspect/correlation/el_alignment.h"
#include "libinspect/map/die_map.h"

#include <string>

namespace waferglow {

/// What people must be told of parts of the wafer whose records agree with PL far better up to two dies
/// beside where `used` lays them; empty: nothing. Parts are boxes and bands of a half to a sixteenth of the
/// wafer; one counts where McNemar's z is at least 6 and three times as many records speak for the shift as
/// against it. Takes up to 400,000 records. Lengths as for find_alignment.
[[nodiscard]] std::string shifted_parts(const DieMap& map, const ElLabels& labels,
                                        const AlignmentMarks& marks, const ElTransform& used);

}  // namespace waferglow
