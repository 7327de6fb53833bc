// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/review/gallery.h"

#include "libinspect/store/picture_reader.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace waferglow::gui {
namespace {

using appearance::ChannelPictures;
using appearance::DiePictures;

/// Whether `a` is the worse of two defects.
bool worse(const DefectRow& a, const DefectRow& b) {
    const auto strength = [](const DefectRow& row) { return std::isnan(row.sigma) ? 0.0 : row.sigma; };
    return std::tuple(a.fails, strength(a)) > std::tuple(b.fails, strength(b));
}

int rank_of_item(const GalleryItem& item) {
    if (item.defect) return item.fails ? 0 : 1;
    return 2;
}

}  // namespace

GalleryPtr load_gallery(const std::filesystem::path& path) {
    std::optional<DiePictures> pictures = read_die_pictures(path);
    if (!pictures) return nullptr;
    auto gallery = std::make_shared<GalleryPictures>();
    for (const ChannelPictures& channel : pictures->channels)
        gallery->scales.push_back(grey_scale_of(channel));
    gallery->pictures = std::move(*pictures);
    return gallery;
}

std::vector<GalleryItem> gallery_items(const DiePictures& pictures, const WaferDocument& document) {
    std::map<std::size_t, DefectRow> worst;
    const DieGrid& grid = document.grid();
    for (DefectRow& row : defect_rows(document)) {
        const auto [at, fresh] = worst.try_emplace(grid.cell(row.die), row);
        if (!fresh && worse(row, at->second)) at->second = std::move(row);
    }
    std::vector<GalleryItem> items;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        GalleryItem item{.picture = i, .die = {pictures.row[i], pictures.col[i]}, .class_name = {}};
        if (!grid.contains(item.die)) continue;
        const std::size_t cell = grid.cell(item.die);
        const StoredBin* bin = document.bins == nullptr || document.bins->ranks.size() != grid.cells()
                                   ? nullptr
                                   : document.bins->find(document.bins->code(cell));
        item.fails = bin != nullptr && !bin->pass;
        if (const auto at = worst.find(cell); at != worst.end()) {
            item.defect = at->second;
            item.class_name = at->second.class_name;
            item.sigma = std::isnan(at->second.sigma) ? 0.0 : at->second.sigma;
        } else if (bin != nullptr) {
            item.class_name = bin->name;
        }
        items.push_back(std::move(item));
    }
    std::ranges::stable_sort(items, [](const GalleryItem& a, const GalleryItem& b) {
        return std::tuple(rank_of_item(a), -a.sigma) < std::tuple(rank_of_item(b), -b.sigma);
    });
    return items;
}

std::vector<std::pair<std::string, std::int64_t>> gallery_classes(const std::vector<GalleryItem>& items) {
    std::map<std::string, std::int64_t> counts;
    for (const GalleryItem& item : items) ++counts[item.class_name];
    std::vector<std::pair<std::string, std::int64_t>> classes(counts.begin(), counts.end());
    std::ranges::stable_sort(classes, [](const auto& a, const auto& b) { return a.second > b.second; });
    return classes;
}

std::vector<std::uint8_t> grey_picture(const GalleryPictures& gallery, std::size_t channel,
                                       std::size_t picture) {
    return grey_of(gallery.pictures, gallery.pictures.channels[channel], gallery.scales[channel], picture);
}

}  // namespace waferglow::gui
