// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/review/review_model.h"

namespace waferglow::gui {

void ReviewModel::set_document(DocumentPtr document) {
    const bool same_dies = document_ != nullptr && document != nullptr &&
                           document->grid() == document_->grid() && document->path() == document_->path();
    document_ = std::move(document);
    layer_ = nullptr;
    bins_ = document_ == nullptr ? nullptr : document_->bins;
    if (!same_dies) {
        mask_ = nullptr;
        die_ = std::nullopt;
    }
    tell(ReviewChange::document);
}

void ReviewModel::set_layer(LayerPtr layer) {
    if (layer != nullptr && layer->layer.values.empty()) layer = nullptr;
    if (layer == layer_) return;
    layer_ = std::move(layer);
    tell(ReviewChange::layer);
}

void ReviewModel::set_bins(BinPtr bins) {
    bins_ = std::move(bins);
    tell(ReviewChange::bins);
}

void ReviewModel::set_die(std::optional<DieIndex> die) {
    die_ = die;
    tell(ReviewChange::die);
}

void ReviewModel::select(std::function<MaskPtr()> choose) {
    if (document_ == nullptr) return;
    desk_.work().submit({.key = "select",
                         .name = {},
                         .work = [this, choose = std::move(choose), before = mask_, how = combine_mode,
                                  document = document_](const TaskContext&) -> Delivery {
                             MaskPtr mask = combine(before, choose(), how, document->grid());
                             return [this, mask, document] {
                                 if (document_ == nullptr ||
                                     mask->selected.size() != document_->grid().cells())
                                     return;
                                 mask_ = mask;
                                 tell(ReviewChange::selection);
                             };
                         },
                         .failed = desk_.tell_trouble("review")});
}

void ReviewModel::clear_selection() {
    if (mask_ == nullptr) return;
    mask_ = nullptr;
    tell(ReviewChange::selection);
}

void ReviewModel::tell(ReviewChange change) const {
    for (const auto& listener : listeners_) listener(change);
}

}  // namespace waferglow::gui
