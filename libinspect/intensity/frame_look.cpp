// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/intensity/frame_look.h"

#include "libinspect/base/order_statistics.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <vector>

namespace waferglow {
namespace {

constexpr int kRows = 64;
constexpr int kSamples = 16384;
constexpr double kGolden = 0.6180339887498949;  // places that share no period with the dies
constexpr float kMostClipped = 0.2F;
constexpr float kClippedRatio = 4.0F;
constexpr float kStepRatio = 4.0F;
constexpr float kStepsOfNoise = 0.07F;  // of the contrast: white noise has 0.09, normal or even
constexpr float kContrastRatio = 3.0F;
constexpr float kVeilRatio = 1.3F;      // of the contrast, below which nothing lies
constexpr float kNoSignalShare = 0.5F;  // of the least value that frames usually hold
constexpr float kNoSignalDn = 8.0F;
constexpr float kLeastDn = 2.0F;  // below it rounding rules

/// FNV-1a over 16-bit values.
class Digest {
  public:
    void add(std::uint16_t value) { value_ = (value_ ^ value) * 0x100000001b3ULL; }
    [[nodiscard]] std::uint64_t value() const { return value_; }

  private:
    std::uint64_t value_ = 0xcbf29ce484222325ULL;
};

}  // namespace

FrameLook look_at_frame(const ImageView& image, std::uint16_t saturation_dn) {
    const int rows = std::min(kRows, image.height);
    const int stride = std::max(1, image.width * rows / kSamples);
    std::vector<std::uint16_t> pixels;
    std::vector<std::uint16_t> steps;
    pixels.reserve(kSamples);
    steps.reserve(kSamples);
    Digest digest;
    std::size_t clipped = 0;
    for (int k = 0; k < rows; ++k) {
        const double place = (k + 0.5) * kGolden - std::floor((k + 0.5) * kGolden);
        const std::uint16_t* row = image.row(static_cast<int>(place * image.height));
        for (int x = static_cast<int>(place * stride); x < image.width; x += stride) {
            digest.add(row[x]);
            pixels.push_back(row[x]);
            if (row[x] >= saturation_dn) ++clipped;
            if (x > 0) steps.push_back(static_cast<std::uint16_t>(std::abs(row[x] - row[x - 1])));
        }
    }
    constexpr double kDarkShare = 0.05;
    constexpr double kBrightShare = 0.99;
    constexpr double kSmallStepShare = 0.2;  // in the streets and inside of dies: edges are steps, too
    FrameLook look;
    look.digest = digest.value();
    look.saturated_share = static_cast<float>(clipped) / static_cast<float>(pixels.size());
    const auto [least, most] = std::ranges::minmax(pixels);
    look.least_dn = static_cast<float>(least);
    look.most_dn = static_cast<float>(most);
    look.dark_dn = static_cast<float>(value_of_share(pixels, kDarkShare));
    look.bright_dn = static_cast<float>(value_of_share(pixels, kBrightShare));
    if (!steps.empty()) look.step_dn = static_cast<float>(value_of_share(steps, kSmallStepShare));
    return look;
}

FrameLook typical_look(std::span<const FrameLook> looks) {
    FrameLook typical;
    std::vector<float> values;
    for (float FrameLook::*figure : {&FrameLook::saturated_share, &FrameLook::least_dn, &FrameLook::dark_dn,
                                     &FrameLook::bright_dn, &FrameLook::most_dn, &FrameLook::step_dn}) {
        values.clear();
        for (const FrameLook& look : looks) {
            if (!look.constant()) values.push_back(look.*figure);
        }
        if (!values.empty()) typical.*figure = value_of_share(values, 0.5);
    }
    return typical;
}

FrameOddity oddity_of(const FrameLook& look, const FrameLook& typical) {
    if (look.saturated_share > kMostClipped && look.saturated_share > kClippedRatio * typical.saturated_share)
        return FrameOddity::overexposed;
    if (look.constant()) return typical.constant() ? FrameOddity::none : FrameOddity::constant;
    if (look.dark_dn < kNoSignalShare * typical.least_dn - kNoSignalDn) return FrameOddity::no_signal;
    const bool large_steps = look.step_dn > kStepRatio * std::max(typical.step_dn, kLeastDn);
    if (large_steps && look.step_dn > kStepsOfNoise * look.contrast_dn()) return FrameOddity::noise;
    if (look.contrast_dn() > kContrastRatio * std::max(typical.contrast_dn(), kLeastDn))
        return FrameOddity::too_bright;
    if (look.dark_dn - typical.dark_dn > kVeilRatio * std::max(typical.contrast_dn(), kLeastDn))
        return FrameOddity::bright_throughout;
    return FrameOddity::none;
}

}  // namespace waferglow
