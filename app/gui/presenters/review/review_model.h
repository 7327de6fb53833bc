// SPDX-License-Identifier: GPL-3.0-or-later
// What the linked parts of the review page share: the layer and bins on the map, the selection, the die.
#pragma once

#include "app/gui/presenters/desk/desk.h"
#include "app/gui/presenters/review/selection.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace waferglow::gui {

enum class ReviewChange : std::uint8_t { document, layer, bins, selection, die };

/// Confined to the window's thread. Selections of large wafers are made by the desk's worker.
class ReviewModel {
  public:
    explicit ReviewModel(Desk& desk) : desk_(desk) {}

    [[nodiscard]] Desk& desk() { return desk_; }
    [[nodiscard]] const DocumentPtr& document() const { return document_; }
    /// On the map, with its values; null for bins, and while only a coarse pyramid is there.
    [[nodiscard]] const LayerPtr& layer() const { return layer_; }
    /// Those of the file, or a preview.
    [[nodiscard]] const BinPtr& bins() const { return bins_; }
    [[nodiscard]] const MaskPtr& mask() const { return mask_; }
    [[nodiscard]] std::optional<DieIndex> die() const { return die_; }

    /// How the next selection joins the present one.
    Combine combine_mode = Combine::replace;

    void set_document(DocumentPtr document);
    void set_layer(LayerPtr layer);
    void set_bins(BinPtr bins);
    void set_die(std::optional<DieIndex> die);
    /// Runs `choose` on the worker and joins its answer with the selection. The latest call wins.
    void select(std::function<MaskPtr()> choose);
    void clear_selection();

    void on_change(std::function<void(ReviewChange)> listener) { listeners_.push_back(std::move(listener)); }

  private:
    void tell(ReviewChange change) const;

    Desk& desk_;
    DocumentPtr document_;
    LayerPtr layer_;
    BinPtr bins_;
    MaskPtr mask_;
    std::optional<DieIndex> die_;
    std::vector<std::function<void(ReviewChange)>> listeners_;
};

}  // namespace waferglow::gui
