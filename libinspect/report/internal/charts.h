// SPDX-License-Identifier: GPL-3.0-or-later
// The charts of a report that need no EL data: histogram, Pareto, radial profile, spectrum.
#pragma once

#include "libinspect/report/document.h"
#include "libinspect/report/internal/layer_summary.h"
#include "libinspect/store/wafer_content.h"

#include <string>
#include <vector>

namespace waferglow {

/// Dies per class, the median marked. `label` with unit.
[[nodiscard]] Figure histogram_figure(const Histogram& histogram, const LayerSummary& summary,
                                      const std::string& label, double width_pt, double height_pt);

/// Failing bins by falling count, with the cumulative share of the failing dies as a line.
[[nodiscard]] Figure pareto_figure(const std::vector<StoredBin>& table, double width_pt, double height_pt);

/// Median and the band of the middle 80 % of each ring.
[[nodiscard]] Figure radial_figure(const std::vector<RingSummary>& rings, const std::string& label,
                                   double width_pt, double height_pt);

/// A line through (x[i], y[i]).
[[nodiscard]] Figure line_figure(const std::vector<double>& x, const std::vector<double>& y,
                                 const std::string& x_label, const std::string& y_label, double width_pt,
                                 double height_pt);

}  // namespace waferglow
