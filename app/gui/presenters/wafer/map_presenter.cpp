// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/wafer/map_presenter.h"

#include <algorithm>
#include <cmath>

namespace waferglow::gui {
namespace {

constexpr std::uint32_t kOpaqueBlack = 0xFF000000U;
/// Dies so many robust sigmas from the median are outliers: one healthy die in 10^9 lies there by chance.
constexpr double kOutlierSigmas = 6.0;

std::uint32_t argb_of(const std::array<std::uint8_t, 3>& rgb) {
    return kOpaqueBlack | std::uint32_t{rgb[0]} << 16U | std::uint32_t{rgb[1]} << 8U | rgb[2];
}

}  // namespace

void MapPresenter::set_document(DocumentPtr document) {
    document_ = std::move(document);
    scene_ = MapScene();
    hidden_.clear();
    bins_ = nullptr;
    limits_ = LimitChoice();
    if (document_ != nullptr) {
        scene_.grid = document_->grid();
        scene_.others = document_->others();
        bins_ = document_->bins;
    }
    refresh();
}

void MapPresenter::show_layer(LayerPtr layer) {
    if (limits_.manual && (scene_.layer == nullptr || layer->layer.name != scene_.layer->layer.name))
        limits_ = LimitChoice();  // limits of another layer mean nothing here
    scene_.layer = std::move(layer);
    refresh();
}

void MapPresenter::show_bins() {
    scene_.layer = nullptr;
    refresh();
}

void MapPresenter::set_bins(BinPtr bins) {
    bins_ = std::move(bins);
    refresh();
}

void MapPresenter::set_mask(MaskPtr mask) {
    scene_.mask = std::move(mask);
    changed_();
}

void MapPresenter::set_colors(ColorMap map) {
    colors_ = map;
    refresh();
}

void MapPresenter::set_limits(const LimitChoice& limits) {
    limits_ = limits;
    refresh();
}

void MapPresenter::set_emphasis(Emphasis emphasis) {
    scene_.values.emphasis = emphasis;
    refresh();
}

void MapPresenter::set_bin_shown(std::uint8_t code, bool shown) {
    shown ? static_cast<void>(hidden_.erase(code)) : static_cast<void>(hidden_.insert(code));
    refresh();
}

std::string MapPresenter::layer_name() const {
    return scene_.layer == nullptr ? kBinsLayer : scene_.layer->layer.name;
}

void MapPresenter::refresh() {
    scene_.bins = bins_;
    scene_.values.colors = color_table(colors_);
    if (scene_.layer != nullptr) {
        const LayerStatistics& statistics = scene_.layer->statistics;
        double low = limits_.low;
        double high = limits_.high;
        if (!limits_.manual) {
            low = statistics.quantile(0.01 * limits_.low_percentile);
            high = statistics.quantile(0.01 * limits_.high_percentile);
        }
        if (!(high > low)) {
            const double margin = std::max(0.01 * std::abs(low), 1e-6);
            low -= margin;
            high += margin;
        }
        limits_.low = low;
        limits_.high = high;
        scene_.values.low = low;
        scene_.values.high = high;
        const double reach = kOutlierSigmas * statistics.robust_sigma();
        scene_.values.outlier_low = statistics.median() - reach;
        scene_.values.outlier_high = statistics.median() + reach;
    }
    scene_.bin_argb.fill(0);
    if (bins_ != nullptr) {
        for (const StoredBin& bin : bins_->table)
            scene_.bin_argb[bin.code] = is_bin_shown(bin.code) ? argb_of(bin.rgb) : 0U;
    }
    changed_();
}

DieReading MapPresenter::reading(WaferPoint at) const {
    DieReading reading;
    reading.position = at;
    if (document_ == nullptr) return reading;
    reading.die = document_->grid().nearest(at);
    reading.exists = document_->presence().exists(reading.die);
    if (!reading.exists) return reading;
    const std::size_t cell = document_->grid().cell(reading.die);
    if (scene_.layer != nullptr && cell < scene_.layer->layer.values.size()) {
        const float value = scene_.layer->layer.values[cell];
        if (std::isfinite(value)) reading.value = value;
    }
    if (bins_ != nullptr) reading.bin = bins_->code(cell);
    return reading;
}

}  // namespace waferglow::gui
