// SPDX-License-Identifier: GPL-3.0-or-later
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "libinspect/intensity/finish_dies.cpp"
#include "hwy/foreach_target.h"
//
#include "hwy/highway.h"
#include "libinspect/intensity/finish_dies.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

HWY_BEFORE_NAMESPACE();
namespace waferglow::kernel {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using DF = hn::ScalableTag<float>;
using VF = hn::Vec<DF>;

constexpr float kClipSigmas = 4.0F;     // of a cell's mean background against that around it
constexpr float kFence = 6.0F;          // of all cells of the tile, in interquartile ranges
constexpr float kUnevenFloor2 = 0.04F;  // noise of the squared non-uniformity above which nothing can be said
constexpr double kMatters = 1e-4;       // of a die's light
constexpr std::size_t kRowPad = 32;     // zeros beside a row: the widest box and the widest vector fit in

VF all(float value) {
    return hn::Set(DF(), value);
}

/// a / b where b > 0, else 0.
VF ratio(VF a, VF b) {
    return hn::IfThenElseZero(hn::Gt(b, hn::Zero(DF())), hn::Div(a, b));
}

class Finisher {
  public:
    Finisher(const Input& input, float gain_unit, const DieSums& sums, TileMeasurements& out)
        : in_(input),
          plan_(*input.plan),
          sums_(sums),
          out_(out),
          unit_(gain_unit),
          rows_(static_cast<std::size_t>(input.rect.rows())),
          cols_(static_cast<std::size_t>(input.rect.cols())),
          stride_((cols_ + 2 * kRowPad + 15) / 16 * 16),
          area_(static_cast<float>(4.0 * plan_.x.window_half_px * plan_.y.window_half_px)) {
        const std::size_t plane = rows_ * stride_;
        out_.buffers.smooth.resize(kPlanes * plane + kLines * stride_);
        for (std::size_t i = 0; i < kPlanes; ++i) planes_[i] = out_.buffers.smooth.data() + i * plane;
        line_ = out_.buffers.smooth.data() + kPlanes * plane;
        for (const Plane p : {kStreet, kPixels, kVariance, kLight, kValid, kSpill}) {
            for (std::size_t row = 0; row < rows_; ++row) clear_sides(p, row);
        }
        std::fill(line_, line_ + kLines * stride_, 0.0F);
        spill_ = plan_.spill_per_px * static_cast<double>(area_) > kMatters;
        const auto most = [](const AxisPlan::Table& t) { return *std::max_element(t.begin(), t.end()); };
        neighbours_ =
            static_cast<double>(std::max(most(plan_.x.neighbour), most(plan_.y.neighbour))) > kMatters;
    }

    void run() {
        fence_street();
        first_means();
        second_means();
        for (std::size_t row = 0; row < rows_; ++row) finish_row(row);
        if (neighbours_) take_off_neighbours();
    }

  private:
    // Planes of the working memory, rows padded with zeros; and single lines.
    static constexpr std::size_t kPlanes = 8;
    static constexpr std::size_t kLines = 3;
    enum Plane { kStreet, kPixels, kVariance, kMean, kPixelsAround, kLight, kValid, kSpill };
    [[nodiscard]] float* row_of(Plane plane, std::size_t row) const {
        return planes_[plane] + row * stride_ + kRowPad;
    }

    /// Adds up a plane over the box of dies around those of `row`, into `to` (cols_ and some more).
    void box_row(Plane plane, std::size_t row, float* to) const {
        const DF df;
        const auto reach_rows = static_cast<std::size_t>(plan_.smooth_rows);
        const auto reach_cols = static_cast<std::ptrdiff_t>(plan_.smooth_cols);
        const std::size_t begin = row < reach_rows ? 0 : row - reach_rows;
        const std::size_t end = std::min(rows_, row + reach_rows + 1);
        for (std::size_t c = 0; c < cols_; c += hn::Lanes(df)) {
            VF sum = hn::LoadU(df, row_of(plane, begin) + c);
            for (std::size_t r = begin + 1; r < end; ++r)
                sum = hn::Add(sum, hn::LoadU(df, row_of(plane, r) + c));
            hn::StoreU(sum, df, line_ + kRowPad + c);
        }
        for (std::size_t c = 0; c < cols_; c += hn::Lanes(df)) {
            const float* from = line_ + kRowPad + c;
            VF sum = hn::LoadU(df, from);
            for (std::ptrdiff_t d = 1; d <= reach_cols; ++d) {
                sum = hn::Add(sum, hn::Add(hn::LoadU(df, from - d), hn::LoadU(df, from + d)));
            }
            hn::StoreU(sum, df, to + c);
        }
    }

    /// Values of row `row` from a dense array; zero past its end.
    VF load(const float* dense, std::size_t row, std::size_t c) const {
        const DF df;
        const float* from = dense + row * cols_ + c;
        if (c + hn::Lanes(df) <= cols_) return hn::LoadU(df, from);
        // Not MaskedLoad: before AVX2 it wants an aligned address and reads all lanes.
        HWY_ALIGN float few[hn::MaxLanes(df)] = {};
        std::copy_n(from, cols_ - c, few);
        return hn::Load(df, few);
    }
    void store(VF v, float* dense, std::size_t row, std::size_t c) const {
        const DF df;
        float* to = dense + row * cols_ + c;
        if (c + hn::Lanes(df) <= cols_) {
            hn::StoreU(v, df, to);
        } else {
            hn::BlendedStore(v, hn::FirstN(df, cols_ - c), df, to);
        }
    }

    /// Upper and lower fence of the cells' a / b, from a sample of them where b > 0.
    [[nodiscard]] std::array<float, 2> fences(Plane plane, float scale) const {
        constexpr std::size_t kSample = 509;
        std::array<float, kSample> sample;
        std::size_t n = 0;
        const std::size_t step = rows_ * cols_ / kSample + 1;
        for (std::size_t k = 0; k < rows_ * cols_; k += step) {
            const std::size_t row = k / cols_;
            const float pixels = row_of(kPixels, row)[k % cols_];
            if (pixels > 0.0F) sample[n++] = row_of(plane, row)[k % cols_] * scale / pixels;
        }
        if (n == 0) return {0.0F, 0.0F};
        const auto first = sample.begin();
        const auto q1 = first + static_cast<std::ptrdiff_t>(n / 4);
        const auto q3 = first + static_cast<std::ptrdiff_t>(3 * n / 4);
        const auto end = first + static_cast<std::ptrdiff_t>(n);
        std::nth_element(first, q1, end);
        const float low = *q1;
        std::nth_element(first, q3, end);
        const float high = *q3;
        return {low - kFence * (high - low), high + kFence * (high - low)};
    }

    void fence_street() {
        const DF df;
        for (std::size_t row = 0; row < rows_; ++row) {
            for (std::size_t c = 0; c < cols_; c += hn::Lanes(df)) {
                hn::StoreU(hn::Mul(load(sums_.street, row, c), all(unit_)), df, row_of(kStreet, row) + c);
                hn::StoreU(load(sums_.street_pixels, row, c), df, row_of(kPixels, row) + c);
            }
        }
        const auto [least, most] = fences(kStreet, 1.0F);
        for (std::size_t row = 0; row < rows_; ++row) {
            for (std::size_t c = 0; c < cols_; c += hn::Lanes(df)) {
                const VF n = hn::LoadU(df, row_of(kPixels, row) + c);
                const VF street = hn::LoadU(df, row_of(kStreet, row) + c);
                hn::StoreU(clamp(street, hn::Mul(n, all(least)), hn::Mul(n, all(most))), df,
                           row_of(kStreet, row) + c);
            }
        }
    }

    static VF clamp(VF v, VF low, VF high) { return hn::Min(hn::Max(v, low), high); }

    /// Box means of the street, the squares about them, and the light of the dies.
    void first_means() {
        const DF df;
        for (std::size_t row = 0; row < rows_; ++row) {
            float* const mean = row_of(kMean, row);
            float* const around = row_of(kPixelsAround, row);
            box_row(kStreet, row, mean);
            box_row(kPixels, row, around);
            for (std::size_t c = 0; c < cols_; c += hn::Lanes(df)) {
                const VF b = ratio(hn::LoadU(df, mean + c), hn::LoadU(df, around + c));
                const VF n = hn::LoadU(df, row_of(kPixels, row) + c);
                const VF street = hn::Mul(load(sums_.street, row, c), all(unit_));
                const VF squares = hn::Mul(load(sums_.street_squares, row, c), all(unit_ * unit_));
                // Sum of (p - b)^2 = sum of p^2 - b (2 sum of p - n b).
                const VF about =
                    hn::Sub(squares, hn::Mul(b, hn::Sub(hn::Add(street, street), hn::Mul(n, b))));
                hn::StoreU(hn::Max(hn::Zero(df), about), df, row_of(kVariance, row) + c);
                hn::StoreU(b, df, mean + c);
                if (!spill_) continue;
                const VF window = load(sums_.window, row, c);
                const auto valid = hn::Eq(window, window);
                const Place at = place(row, c);
                const VF light = hn::Div(hn::Mul(window, all(unit_)), captured(at));
                hn::StoreU(hn::Mul(n, spill(at)), df, row_of(kSpill, row) + c);
                hn::StoreU(hn::IfThenElseZero(valid, light), df, row_of(kLight, row) + c);
                hn::StoreU(hn::IfThenElseZero(valid, all(1.0F)), df, row_of(kValid, row) + c);
            }
            // Nothing past the last column may enter a box.
            for (const Plane plane : {kVariance, kLight, kValid, kSpill}) clear_end(plane, row);
        }
        const auto [unused, most] = fences(kVariance, 1.0F);
        for (std::size_t row = 0; row < rows_; ++row) {
            float* const v = row_of(kVariance, row);
            for (std::size_t c = 0; c < cols_; c += hn::Lanes(df)) {
                const VF n = hn::LoadU(df, row_of(kPixels, row) + c);
                hn::StoreU(hn::Min(hn::LoadU(df, v + c), hn::Mul(n, all(most))), df, v + c);
            }
        }
    }

    /// Variance of a street pixel in place of its squares, and the street clipped about the first means.
    void second_means() {
        const DF df;
        float* const squares = line_ + stride_;
        for (std::size_t row = 0; row < rows_; ++row) {
            box_row(kVariance, row, squares);
            for (std::size_t c = 0; c < cols_; c += hn::Lanes(df)) {
                const VF v = ratio(hn::LoadU(df, squares + c), hn::LoadU(df, row_of(kPixelsAround, row) + c));
                store(v, out_.noise.data(), row, c);  // until the noise itself is known
                const VF n = hn::LoadU(df, row_of(kPixels, row) + c);
                const VF street = hn::Mul(load(sums_.street, row, c), all(unit_));
                const VF b = hn::Mul(n, hn::LoadU(df, row_of(kMean, row) + c));
                const VF reach = hn::Mul(all(kClipSigmas), hn::Sqrt(hn::Mul(v, n)));
                hn::StoreU(clamp(street, hn::Sub(b, reach), hn::Add(b, reach)), df, row_of(kStreet, row) + c);
            }
            clear_end(kStreet, row);
        }
    }

    /// Zeros the first vector past the last column: nothing there may enter a box.
    void clear_end(Plane plane, std::size_t row) const {
        float* const end = row_of(plane, row) + cols_;
        std::fill(end, end + hn::Lanes(DF()), 0.0F);
    }
    void clear_sides(Plane plane, std::size_t row) const {
        float* const begin = row_of(plane, row) - kRowPad;
        std::fill(begin, begin + kRowPad, 0.0F);
        std::fill(begin + kRowPad + cols_, begin + stride_, 0.0F);
    }

    /// Positions between pixel centres, 0 to 1.
    struct Place {
        VF x, y;
    };
    static VF fraction(VF v) { return hn::Sub(v, hn::Floor(v)); }
    [[nodiscard]] Place place(std::size_t row, std::size_t c) const {
        const DF df;
        const TileLattice& l = in_.lattice;
        const PixelPoint first =
            l.center({in_.rect.row_begin + static_cast<std::int32_t>(row), in_.rect.col_begin});
        const VF col = hn::Iota(df, static_cast<float>(c));
        const VF x =
            hn::MulAdd(col, all(static_cast<float>(l.along_col.x)), all(static_cast<float>(first.x)));
        const VF y =
            hn::MulAdd(col, all(static_cast<float>(l.along_col.y)), all(static_cast<float>(first.y)));
        return {fraction(x), fraction(y)};
    }

    static VF look_up(const AxisPlan::Table& table, VF phase) {
        const DF df;
        const hn::RebindToSigned<DF> di;
        const auto node =
            hn::ConvertTo(di, hn::MulAdd(phase, all(static_cast<float>(AxisPlan::kPhases)), all(0.5F)));
        return hn::GatherIndex(df, table.data(), node);
    }
    [[nodiscard]] VF captured(const Place& p) const {
        return hn::Mul(look_up(plan_.x.captured, p.x), look_up(plan_.y.captured, p.y));
    }

    /// Light of the mean die in a street pixel of this die's cell, share of the die's light.
    [[nodiscard]] VF spill(const Place& p) const {
        const VF x = look_up(plan_.x.street, p.x);
        const VF y = look_up(plan_.y.street, p.y);
        if (plan_.choice.crossings_only) return hn::Mul(x, y);
        const auto rows = static_cast<float>(plan_.row_share / plan_.x.pitch_px);
        const auto cols = static_cast<float>((1.0 - plan_.row_share) * plan_.y.core_share);
        return hn::MulAdd(x, all(cols), hn::Mul(y, all(rows)));
    }

    void finish_row(std::size_t row) {
        const DF df;
        float* const street = line_ + stride_;
        box_row(kStreet, row, street);
        float* const light_around = row_of(kVariance, row);  // no longer needed
        float* const dies_around = row_of(kMean, row);
        float* const spill_around = line_ + 2 * stride_;
        if (spill_) {
            box_row(kLight, row, light_around);
            box_row(kValid, row, dies_around);
            box_row(kSpill, row, spill_around);
        }
        for (std::size_t c = 0; c < cols_; c += hn::Lanes(df)) {
            const Place at = place(row, c);
            const VF share = captured(at);
            const VF n = hn::LoadU(df, row_of(kPixelsAround, row) + c);
            VF background = ratio(hn::LoadU(df, street + c), n);
            if (spill_) {
                const VF spilt = ratio(hn::LoadU(df, spill_around + c), n);
                const VF light = ratio(hn::LoadU(df, light_around + c), hn::LoadU(df, dies_around + c));
                const VF divisor = hn::Sub(all(1.0F), hn::Div(hn::Mul(spilt, all(area_)), share));
                background = hn::Div(hn::Sub(background, hn::Mul(spilt, light)), divisor);
            }
            // Few street pixels may look quieter than the sensor is, as where its dark level is cut off.
            const VF read = hn::Mul(all(static_cast<float>(plan_.choice.read_noise_dn) * unit_),
                                    load(sums_.gain, row, c));
            const VF variance = hn::Max(load(out_.noise.data(), row, c), hn::Mul(read, read));
            const VF window = hn::Mul(load(sums_.window, row, c), all(unit_));
            const auto valid = hn::Eq(window, window);
            const VF nan = all(std::numeric_limits<float>::quiet_NaN());
            const VF light = hn::Sub(window, hn::Mul(all(area_), background));
            const VF photon = hn::Mul(all(static_cast<float>(plan_.choice.dn_per_electron) * unit_),
                                      load(sums_.gain, row, c));
            const VF weight2 = hn::Mul(look_up(plan_.x.weight2, at.x), look_up(plan_.y.weight2, at.y));
            const VF of_background = hn::Mul(variance, hn::Add(weight2, ratio(all(area_ * area_), n)));
            const VF of_light = hn::Mul(photon, hn::Max(hn::Zero(df), light));
            const VF per_share = hn::Div(all(1.0F), share);
            const VF noise = hn::Mul(hn::Sqrt(hn::Add(of_light, of_background)), per_share);
            store(hn::Mul(light, per_share), out_.sum.data(), row, c);
            store(hn::IfThenElse(valid, background, nan), out_.background.data(), row, c);
            store(hn::IfThenElse(valid, noise, nan), out_.noise.data(), row, c);
            const VF uneven = unevenness(row, c, at, background, variance, photon);
            store(hn::IfThenElse(valid, uneven, nan), out_.nonuniformity.data(), row, c);
        }
        for (std::size_t k = row * cols_; k < (row + 1) * cols_; ++k) {
            out_.valid[k] = sums_.window[k] == sums_.window[k] ? 1 : 0;
        }
    }

    VF unevenness(std::size_t row, std::size_t c, const Place& at, VF background, VF variance,
                  VF photon) const {
        const VF n = load(sums_.core_pixels, row, c);
        const VF sum = hn::Mul(load(sums_.core, row, c), all(unit_));
        const VF squares = hn::Mul(load(sums_.core_squares, row, c), all(unit_ * unit_));
        const VF freedom = hn::Sub(n, all(1.0F));
        const VF mean = hn::Div(sum, n);
        const VF spread = hn::Sub(squares, hn::Mul(sum, mean));
        const VF bright = hn::Sub(mean, background);
        const VF per_bright2 = hn::Div(all(1.0F), hn::Mul(bright, bright));
        const VF noise2 = hn::Mul(hn::MulAdd(photon, bright, variance), per_bright2);
        const VF one = all(1.0F);
        const VF blur = hn::Sub(hn::Mul(hn::Add(one, look_up(plan_.x.core_cv2, at.x)),
                                        hn::Add(one, look_up(plan_.y.core_cv2, at.y))),
                                one);
        const VF excess =
            hn::Sub(hn::Div(hn::Sub(hn::Mul(spread, per_bright2), hn::Mul(blur, n)), freedom), noise2);
        // The variance of n values has the relative error sqrt(2 / (n - 1)).
        const VF floor4 = hn::Mul(hn::Mul(noise2, noise2), hn::Div(all(2.0F), freedom));
        const auto known = hn::And(hn::And(hn::Gt(bright, hn::Zero(DF())), hn::Ge(n, all(3.0F))),
                                   hn::Lt(floor4, all(kUnevenFloor2 * kUnevenFloor2)));
        return hn::IfThenElse(known, hn::Sqrt(hn::Max(hn::Zero(DF()), excess)),
                              all(std::numeric_limits<float>::quiet_NaN()));
    }

    void take_off_neighbours() {
        const DF df;
        for (std::size_t row = 0; row < rows_; ++row) {
            float* const light = row_of(kLight, row);
            for (std::size_t c = 0; c < cols_; c += hn::Lanes(df)) {
                const VF v = load(out_.sum.data(), row, c);
                hn::StoreU(hn::IfThenElseZero(hn::Eq(v, v), v), df, light + c);
            }
            light[-1] = 0.0F;
            clear_end(kLight, row);
        }
        for (std::size_t row = 0; row < rows_; ++row) {
            const float* const light = row_of(kLight, row);
            const float* const above = row > 0 ? row_of(kLight, row - 1) : nullptr;
            const float* const below = row + 1 < rows_ ? row_of(kLight, row + 1) : nullptr;
            for (std::size_t c = 0; c < cols_; c += hn::Lanes(df)) {
                const Place at = place(row, c);
                const VF beside = hn::Add(hn::LoadU(df, light + c - 1), hn::LoadU(df, light + c + 1));
                VF over = hn::Zero(df);
                if (above != nullptr) over = hn::Add(over, hn::LoadU(df, above + c));
                if (below != nullptr) over = hn::Add(over, hn::LoadU(df, below + c));
                const VF from_x = hn::Div(look_up(plan_.x.neighbour, at.x), look_up(plan_.x.captured, at.x));
                const VF from_y = hn::Div(look_up(plan_.y.neighbour, at.y), look_up(plan_.y.captured, at.y));
                const VF taken = hn::MulAdd(from_x, beside, hn::Mul(from_y, over));
                store(hn::Sub(load(out_.sum.data(), row, c), taken), out_.sum.data(), row, c);
            }
        }
    }

    const Input& in_;
    const WindowPlan& plan_;
    const DieSums& sums_;
    TileMeasurements& out_;
    float unit_;
    std::size_t rows_, cols_, stride_;
    float area_;
    bool spill_ = false;
    bool neighbours_ = false;
    std::array<float*, kPlanes> planes_{};
    float* line_ = nullptr;  // three lines of scratch
};

void FinishDies(const Input& input, float gain_unit, const DieSums& sums, TileMeasurements& out) {
    Finisher(input, gain_unit, sums, out).run();
}

}  // namespace HWY_NAMESPACE
}  // namespace waferglow::kernel
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace waferglow::kernel {

HWY_EXPORT(FinishDies);

void finish_dies(const Input& input, float gain_unit, const DieSums& sums, TileMeasurements& out) {
    HWY_DYNAMIC_DISPATCH(FinishDies)(input, gain_unit, sums, out);
}

}  // namespace waferglow::kernel
#endif
