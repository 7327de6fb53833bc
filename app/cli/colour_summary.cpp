// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/colour_summary.h"

#include "app/cli/summary.h"

#include <fmt/format.h>

namespace waferglow::cli {
namespace {

nlohmann::ordered_json json_of(const colour::ColourEvidence& evidence) {
    const colour::ColourSummary& s = evidence.summary;
    nlohmann::ordered_json json{{"channel", evidence.channel}, {"of", evidence.of}};
    if (!s.fault.empty()) {
        json["fault"] = s.fault;
        return json;
    }
    json["dies"] = s.dies;
    json["spectra"] = s.spectra;
    json["residual_nm"] = number_or_null(s.residual_nm);
    json["leave_one_out_nm"] = number_or_null(s.leave_one_out_nm);
    json["range_nm"] = {number_or_null(s.first_nm), number_or_null(s.last_nm)};
    json["relative"] = s.relative;
    json["fwhm_effect_nm"] = number_or_null(s.fwhm_effect_nm);
    json["scatter_nm"] = number_or_null(s.scatter_nm);
    json["sigma_median_nm"] = number_or_null(s.sigma_median_nm);
    json["tolerance_nm"] = number_or_null(s.tolerance_nm);
    json["exposure_spread"] = number_or_null(s.exposure_spread);
    json["beyond_range"] = s.beyond_range;
    return json;
}

}  // namespace

nlohmann::ordered_json colour_json(const WaferFile& file) {
    if (file.colours.empty()) return nullptr;
    nlohmann::ordered_json json = json_of(file.colours.front());
    if (file.colours.size() > 1) {
        json["channels"] = nlohmann::ordered_json::object();
        for (const colour::ColourEvidence& evidence : file.colours)
            json["channels"][evidence.channel] = json_of(evidence);
    }
    return json;
}

std::string colour_text(const WaferFile& file) {
    std::string text;
    for (const colour::ColourEvidence& evidence : file.colours) {
        const colour::ColourSummary& s = evidence.summary;
        if (!s.fault.empty()) {
            text += fmt::format("colours by {}: none, {}\n", evidence.channel, s.fault);
            continue;
        }
        text += fmt::format(
            "colours by {}: {} dies, sigma {:.2f} nm{}, {} beyond {:.1f} to {:.1f} nm\n", evidence.channel,
            s.dies, s.sigma_median_nm,
            s.relative ? ", by the data sheet: relative"
                       : fmt::format(", {} spectra, left out {:.2f} nm", s.spectra, s.leave_one_out_nm),
            s.beyond_range, s.first_nm, s.last_nm);
    }
    return text;
}

}  // namespace waferglow::cli
