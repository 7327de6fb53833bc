// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures of dies of an opened wafer: which there are, by class, and as grey values to be painted.
#pragma once

#include "app/gui/presenters/review/defects.h"
#include "libinspect/appearance/picture_grey.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace waferglow::gui {

/// As read from the file, with a grey scale for each channel. Immutable.
struct GalleryPictures {
    appearance::DiePictures pictures;
    std::vector<appearance::GreyScale> scales;
};
using GalleryPtr = std::shared_ptr<const GalleryPictures>;

/// Null where the file has no pictures. Blocking; HDF5's thread.
[[nodiscard]] GalleryPtr load_gallery(const std::filesystem::path& path);

/// A die of the gallery.
struct GalleryItem {
    std::size_t picture = 0;  ///< position among the pictures
    DieIndex die;
    std::string class_name{};  ///< of its worst defect; the bin of a die that has none
    bool fails = false;        ///< the die, by all that is known of it
    double sigma = 0.0;        ///< of the strongest defect; 0: it has none
    /// The worst defect: one that fails before one that passes, then the strongest; none: the die has none.
    std::optional<DefectRow> defect = std::nullopt;
};

/// Worst first by the present verdict: failing dies with a defect, passing ones with a defect, failing ones
/// without, each by the strongest defect; of equals in the order of the file.
[[nodiscard]] std::vector<GalleryItem> gallery_items(const appearance::DiePictures& pictures,
                                                     const WaferDocument& document);

/// Names of the classes that `items` have, and how many each; from frequent to rare.
[[nodiscard]] std::vector<std::pair<std::string, std::int64_t>> gallery_classes(
    const std::vector<GalleryItem>& items);

/// One picture, row-major, 0 black to 255 white; empty: the channel doesn't show the die.
[[nodiscard]] std::vector<std::uint8_t> grey_picture(const GalleryPictures& gallery, std::size_t channel,
                                                     std::size_t picture);

}  // namespace waferglow::gui
