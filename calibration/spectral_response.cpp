// SPDX-License-Identifier: GPL-3.0-or-later
#include "calibration/spectral_response.h"

#include "libinspect/base/error.h"
#include "libinspect/formats/byte_stream.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

#include <fmt/format.h>

namespace waferglow::calibration {
namespace {

constexpr double kUseful = 0.1;    // of the best response
constexpr double kSmoothNm = 6.0;  // half width of the window: responses of gratings are smoother
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// Straight line through the raw values within kSmoothNm of wavelength i, at i.
double smooth_at(std::span<const double> nm, const std::vector<double>& raw, std::size_t i) {
    double n = 0.0;
    double x = 0.0;
    double y = 0.0;
    double xx = 0.0;
    double xy = 0.0;
    const auto add = [&](std::size_t j) {
        const double d = nm[j] - nm[i];
        if (std::abs(d) > kSmoothNm) return false;
        if (std::isnan(raw[j])) return true;
        n += 1.0;
        x += d;
        y += raw[j];
        xx += d * d;
        xy += d * raw[j];
        return true;
    };
    for (std::size_t j = i; j < nm.size() && add(j); ++j) {
    }
    for (std::size_t j = i; j > 0 && add(j - 1); --j) {
    }
    if (n == 0.0) return kNan;
    const double det = n * xx - x * x;
    return det > 0.0 ? (xx * y - x * xy) / det : y / n;
}

}  // namespace

LampSpectrum black_body(double temperature_k) {
    constexpr double kSecondRadiationNmK = 1.438776877e7;
    return [temperature_k](double nm) {
        constexpr double kAtNm = 560.0;  // only to keep the numbers handy
        const auto photons = [&](double l) {
            return 1.0 / (std::pow(l / kAtNm, 4) * std::expm1(kSecondRadiationNmK / (l * temperature_k)));
        };
        return photons(nm) / photons(kAtNm);
    };
}

LampSpectrum read_lamp(const std::filesystem::path& file) {
    std::istringstream stream(read_text(file));
    std::vector<double> nm;
    std::vector<double> photons;
    std::string line;
    const auto fail = [&](const std::string& why) {
        throw Error(ErrorKind::input, fmt::format("{} line {}: {}; a lamp's file is a header line, then "
                                                  "\"wavelength_nm,photons\" ascending",
                                                  file.string(), nm.size() + 2, why));
    };
    if (!std::getline(stream, line)) fail("it can't be read");
    while (std::getline(stream, line)) {
        if (line.empty()) continue;
        std::istringstream fields(line);
        fields.imbue(std::locale::classic());
        double a = 0.0;
        double b = 0.0;
        char comma = 0;
        if (!(fields >> a >> comma >> b) || comma != ',') fail("this is no pair of numbers");
        if ((!nm.empty() && a <= nm.back()) || !(b > 0.0)) fail("values must ascend and be positive");
        nm.push_back(a);
        photons.push_back(b);
    }
    if (nm.size() < 2) fail("fewer than two wavelengths");
    return [nm, photons](double at) {
        const auto next = std::ranges::lower_bound(nm, at);
        if (next == nm.end() || (next == nm.begin() && *next != at)) return kNan;
        const auto i = static_cast<std::size_t>(next - nm.begin());
        if (i == 0) return photons[0];
        const double share = (at - nm[i - 1]) / (nm[i] - nm[i - 1]);
        return photons[i - 1] + share * (photons[i] - photons[i - 1]);
    };
}

SpectralResponse measure_response(std::span<const double> wavelength_nm, std::span<const double> counts,
                                  const LampSpectrum& lamp) {
    if (wavelength_nm.size() != counts.size() || counts.empty())
        throw Error(ErrorKind::job, "response: spectrum and wavelengths are of different length");
    std::vector<double> raw(counts.size());
    for (std::size_t i = 0; i < raw.size(); ++i) raw[i] = counts[i] / lamp(wavelength_nm[i]);
    SpectralResponse result;
    result.wavelength_nm.assign(wavelength_nm.begin(), wavelength_nm.end());
    double best = 0.0;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        result.response.push_back(smooth_at(wavelength_nm, raw, i));
        if (result.response[i] > best) {
            best = result.response[i];
            result.best_nm = wavelength_nm[i];
        }
    }
    if (!(best > 0.0)) throw Error(ErrorKind::job, "response: the lamp gives no light to the spectrometer");
    double squares = 0.0;
    double n = 0.0;
    result.first_nm = result.last_nm = result.best_nm;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        result.response[i] /= best;
        if (!(result.response[i] >= kUseful)) continue;
        const double off = raw[i] / best / result.response[i] - 1.0;
        squares += off * off;
        n += 1.0;
        result.first_nm = std::min(result.first_nm, wavelength_nm[i]);
        result.last_nm = std::max(result.last_nm, wavelength_nm[i]);
    }
    result.noise_share = std::sqrt(squares / n);
    return result;
}

}  // namespace waferglow::calibration
