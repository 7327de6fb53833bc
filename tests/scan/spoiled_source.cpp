// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/scan/spoiled_source.h"

#include "drivers/simulated/physics/counter_random.h"
#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <utility>

namespace waferglow {
namespace {

constexpr double kDarkLevel = 100.0;  // of the simulated cameras, DN

void move_image(Image& image, int right, int down) {
    const Image from = image;
    const int w = image.width();
    const int h = image.height();
    for (int y = 0; y < h; ++y) {
        for (int x = 0; x < w; ++x) image.row((y + down) % h)[(x + right) % w] = from.row(y)[x];
    }
}

/// A Gaussian along rows, and then along columns.
void blur_image(Image& image, double sigma_px) {
    const int reach = static_cast<int>(3.0 * sigma_px);
    std::vector<double> weights;
    for (int i = -reach; i <= reach; ++i) weights.push_back(std::exp(-0.5 * i * i / (sigma_px * sigma_px)));
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (const bool along_rows : {true, false}) {
        const Image from = image;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                double light = 0.0;
                for (int i = -reach; i <= reach; ++i) {
                    const int at_x = std::clamp(x + (along_rows ? i : 0), 0, image.width() - 1);
                    const int at_y = std::clamp(y + (along_rows ? 0 : i), 0, image.height() - 1);
                    light += weights[static_cast<std::size_t>(i + reach)] * from.row(at_y)[at_x];
                }
                image.row(y)[x] = static_cast<std::uint16_t>(std::lround(light / sum));
            }
        }
    }
}

}  // namespace

const char* name_of(Spoil spoil) {
    static constexpr const char* kNames[] = {
        "overexposed", "five times",    "half exposure", "no light",      "constant",     "noise",
        "foreign",     "foreign alike", "torn",          "torn, shifted", "shifted in x", "shifted in y",
        "no signal",   "blurred",       "mirrored",      "torn exposure", "missing"};
    return kNames[static_cast<std::size_t>(spoil)];
}

SpoiledSource::SpoiledSource(TileSource& inner, TileSource* foreign, TileSource* alike,
                             std::map<std::size_t, Spoil> spoilt)
    : inner_(inner), foreign_(foreign), alike_(alike), spoilt_(std::move(spoilt)), job_(inner.job()) {}

void SpoiledSource::take(TileSource& source, std::size_t tile, Image& image) {
    Image own;
    const Image& loaded = source.load(tile, own);
    image.resize(loaded.width(), loaded.height());
    std::ranges::copy(loaded.pixels(), image.pixels().begin());
}

Image& SpoiledSource::load(std::size_t tile, Image& scratch) {
    take(inner_, shown_.empty() ? tile : shown_[tile], scratch);
    darken_dead(tile, scratch);
    const auto found = spoilt_.find(tile);
    if (found != spoilt_.end()) spoil(found->second, tile, scratch);
    return scratch;
}

void SpoiledSource::darken_dead(std::size_t tile, Image& image) const {
    if (dead_radius_um_ <= 0.0) return;
    const auto to_pixel =
        stage_to_pixel(job_.tiles[tile].position, job_.camera.pixel_um, image.width(), image.height());
    const auto to_stage = to_pixel.inverse();
    simulated::RandomStream stream(tile + 1);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const StagePoint at = to_stage({static_cast<double>(x), static_cast<double>(y)});
            if (std::hypot(at.x - dead_middle_.x, at.y - dead_middle_.y) > dead_radius_um_) continue;
            image.row(y)[x] = static_cast<std::uint16_t>(std::lround(kDarkLevel + 3.0 * stream.normal()));
        }
    }
}

void SpoiledSource::spoil(Spoil how, std::size_t tile, Image& scratch) {
    const double full = job_.camera.saturation_dn;
    simulated::RandomStream stream(tile + 1);
    const auto random = [&stream] { return stream.uniform(); };
    const auto scale = [&](double factor, int from_row = 0) {
        for (int y = from_row; y < scratch.height(); ++y) {
            for (std::uint16_t& v : std::span(scratch.row(y), static_cast<std::size_t>(scratch.width())))
                v = static_cast<std::uint16_t>(std::clamp(kDarkLevel + factor * (v - kDarkLevel), 0.0, full));
        }
    };
    const auto lower_half_of = [&](const Image& other) {
        for (int y = scratch.height() / 2; y < scratch.height(); ++y)
            std::copy_n(other.row(y), scratch.width(), scratch.row(y));
    };
    const double pitch_x = job_.grid.pitch_x_um / job_.camera.pixel_um;
    const double pitch_y = job_.grid.pitch_y_um / job_.camera.pixel_um;
    switch (how) {
        case Spoil::overexposed:
            std::ranges::fill(scratch.pixels(), job_.camera.saturation_dn);
            break;
        case Spoil::five_times:
            scale(5.0);
            break;
        case Spoil::half_exposure:
            scale(0.5);
            break;
        case Spoil::no_light:
            for (std::uint16_t& v : scratch.pixels())
                v = static_cast<std::uint16_t>(std::lround(kDarkLevel - 1.5 + 3.0 * random()));
            break;
        case Spoil::constant:
            std::ranges::fill(scratch.pixels(), static_cast<std::uint16_t>(kDarkLevel));
            break;
        case Spoil::noise:
            for (std::uint16_t& v : scratch.pixels()) v = static_cast<std::uint16_t>(0.5 * full * random());
            break;
        case Spoil::foreign:
            take(*foreign_, tile % foreign_->job().tiles.size(), scratch);
            break;
        case Spoil::foreign_alike:
            take(*alike_, tile, scratch);
            break;
        case Spoil::torn: {
            std::size_t next = (tile + 1) % job_.tiles.size();
            if (job_.tiles[next].channel != job_.tiles[tile].channel) next = tile - 1;
            Image other;
            take(inner_, next, other);
            lower_half_of(other);
            break;
        }
        case Spoil::torn_shifted: {
            Image other = scratch;
            move_image(other, scratch.width() / 3, 0);
            lower_half_of(other);
            break;
        }
        case Spoil::shifted_x:
            move_image(scratch, static_cast<int>(std::lround(pitch_x)), 0);
            break;
        case Spoil::shifted_y:
            move_image(scratch, 0, static_cast<int>(std::lround(pitch_y)));
            break;
        case Spoil::no_signal:
            for (int y = scratch.height() / 2; y < scratch.height(); ++y)
                std::fill_n(scratch.row(y), scratch.width(), std::uint16_t{0});
            break;
        case Spoil::blurred:
            blur_image(scratch, 3.0);
            break;
        case Spoil::mirrored:
            for (int y = 0; y < scratch.height(); ++y)
                std::reverse(scratch.row(y), scratch.row(y) + scratch.width());
            break;
        case Spoil::torn_exposure:
            scale(0.5, scratch.height() / 2);
            break;
        case Spoil::missing:
            throw Error(ErrorKind::input, "tile " + job_.tiles[tile].name + ": no such file");
    }
}

std::set<std::size_t> cells_shown(const ScanJob& job, const std::map<std::size_t, Spoil>& tiles) {
    std::set<std::size_t> cells;
    const double half_x = 0.5 * job.camera.width_px * job.camera.pixel_um + job.grid.pitch_x_um;
    const double half_y = 0.5 * job.camera.height_px * job.camera.pixel_um + job.grid.pitch_y_um;
    for (const auto& [tile, spoil] : tiles) {
        const StagePoint middle = job.tiles[tile].position;
        for (std::int32_t row = 0; row < job.grid.rows; ++row) {
            for (std::int32_t col = 0; col < job.grid.cols; ++col) {
                const WaferPoint p = job.grid.center({row, col});
                if (std::abs(p.x - middle.x) < half_x && std::abs(p.y - middle.y) < half_y)
                    cells.insert(job.grid.cell({row, col}));
            }
        }
    }
    return cells;
}

}  // namespace waferglow
