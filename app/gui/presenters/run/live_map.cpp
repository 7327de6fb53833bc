// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/run/live_map.h"

#include "app/gui/presenters/wafer/color_map.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace waferglow::gui {

LivePicture make_live_picture(const tool::LayerSnapshot& snapshot) {
    LivePicture picture;
    Layer layer;
    layer.name = snapshot.name;
    layer.values = snapshot.values;
    const LayerPtr data = make_layer_data(std::move(layer), snapshot.grid);
    picture.measured = data->statistics.count;
    const double half = 0.5 * data->statistics.median();
    const auto bright = std::ranges::count_if(data->layer.values, [half](float v) { return v >= half; });
    picture.bright_share = picture.measured > 0
                               ? static_cast<double>(bright) / static_cast<double>(picture.measured)
                               : std::numeric_limits<double>::quiet_NaN();
    picture.scene.grid = snapshot.grid;
    picture.scene.layer = data;
    ValueStyle& style = picture.scene.values;
    style.low = data->statistics.quantile(0.005);
    style.high = std::max(style.low + 1e-6, data->statistics.quantile(0.995));
    style.outlier_low = half;
    style.outlier_high = std::numeric_limits<double>::infinity();
    return picture;
}

void LiveMap::clear() {
    picture_.reset();
    shown_.reset();
    last_.reset();
    next_ = {};
}

void LiveMap::offer(const std::shared_ptr<const tool::LayerSnapshot>& snapshot) {
    if (snapshot == nullptr || snapshot == shown_ || making_ || Clock::now() < next_) return;
    make(snapshot);
}

void LiveMap::finish(const std::shared_ptr<const tool::LayerSnapshot>& snapshot) {
    if (snapshot == nullptr || snapshot == shown_) return;
    if (making_)
        last_ = snapshot;
    else
        make(snapshot);
}

void LiveMap::make(const std::shared_ptr<const tool::LayerSnapshot>& snapshot) {
    shown_ = snapshot;
    making_ = true;
    const Clock::time_point start = Clock::now();
    work_.submit(
        {.key = {},
         .name = {},
         .work = [this, alive = std::weak_ptr(alive_), snapshot, start](const TaskContext&) -> Delivery {
             auto picture = std::make_shared<LivePicture>(make_live_picture(*snapshot));
             return [this, alive, snapshot, picture, start] {
                 if (alive.expired()) return;
                 const Clock::time_point end = Clock::now();
                 next_ = end + 20 * (end - start);
                 making_ = false;
                 if (shown_ == snapshot) {  // not cleared meanwhile
                     picture_ = std::move(*picture);
                     changed_();
                 }
                 if (last_ != nullptr) make(std::exchange(last_, nullptr));
             };
         },
         .failed = {}});
}

}  // namespace waferglow::gui
