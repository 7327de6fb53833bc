// SPDX-License-Identifier: GPL-3.0-or-later
// An opened wafer file: its small parts, and the layers that were read so far.
#pragma once

#include "app/gui/presenters/wafer/golden_scene.h"
#include "app/gui/presenters/wafer/layer_data.h"
#include "app/gui/presenters/wafer/map_scene.h"
#include "libinspect/defect/rules.h"
#include "libinspect/geometry/layout.h"
#include "libinspect/store/wafer_file.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace waferglow::gui {

/// What is known of one file. The window's thread owns it; what its pointers lead to never changes.
class WaferDocument {
  public:
    WaferDocument(std::filesystem::path path, WaferFileInfo info);

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] const WaferFileInfo& info() const { return info_; }
    [[nodiscard]] const WaferFile& header() const { return info_.header; }
    [[nodiscard]] const DieGrid& grid() const { return info_.header.map.grid(); }
    [[nodiscard]] const Wafer& wafer() const { return info_.header.map.wafer(); }
    [[nodiscard]] const DiePresence& presence() const { return info_.header.map.presence(); }

    [[nodiscard]] const OtherCellsPtr& others() const { return others_; }

    /// Null where the layer has not been read.
    [[nodiscard]] LayerPtr layer(const std::string& name) const;
    /// Keeps a layer; the least recently kept ones go where all together exceed `kMostLayerBytes`.
    void keep(LayerPtr layer);
    [[nodiscard]] bool has_layer(const std::string& name) const;

    BinPtr bins;  ///< null: none, or not read
    std::vector<FindingList> findings;
    /// What reflected light told, without what was found: that lies in the list of defects.
    std::vector<appearance::AppearanceEvidence> appearance;
    std::vector<GoldenPtr> golden;  ///< of the channels that have learnt one
    std::shared_ptr<const StoredSpectra> spectra;
    std::shared_ptr<const DieTable> el;

    /// The layer that a viewer opens first.
    [[nodiscard]] std::string first_layer() const;
    /// The `_rel` layer of the strongest PL channel; empty where there is none.
    [[nodiscard]] std::string strongest_layer() const;

    /// Memory that layers may take before old ones are dropped.
    static constexpr std::size_t kMostLayerBytes = 1'000'000'000;

  private:
    std::filesystem::path path_;
    WaferFileInfo info_;
    OtherCellsPtr others_;
    std::vector<LayerPtr> layers_;  // the last kept at the end
};
using DocumentPtr = std::shared_ptr<WaferDocument>;

/// Small parts, bins, findings, spectra and EL records, no layer. Blocking; throws as read_wafer_file does.
[[nodiscard]] DocumentPtr open_document(const std::filesystem::path& path);

/// Wafers with at most so many cells are small: all layers are read at once.
inline constexpr std::size_t kSmallWaferCells = 4'000'000;

}  // namespace waferglow::gui
