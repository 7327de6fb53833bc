// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/review/gallery_panel.h"

#include "app/gui/pages/review/gallery_view.h"
#include "app/gui/pages/review/reclass_bar.h"
#include "app/gui/views/bin_titles.h"
#include "app/gui/views/numbers.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

namespace waferglow::gui {

GalleryPanel::GalleryPanel(ReviewModel& model, QWidget* parent)
    : ReviewPanel(model, parent),
      caption_(new QLabel(this)),
      classes_(new QComboBox(this)),
      view_(new GalleryView(this)),
      reclass_(new ReclassBar(model, this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(4);
    caption_->setObjectName(QStringLiteral("caption"));
    caption_->setWordWrap(true);
    classes_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    layout->addWidget(classes_);
    layout->addWidget(caption_);
    layout->addWidget(view_, 1);
    layout->addWidget(reclass_);
    connect(classes_, &QComboBox::currentIndexChanged, this, [this] { show_class(); });
    view_->on_chosen = [this](const GalleryItem& item) {
        reclass_->show_defect(item.defect);
        if (on_chosen) on_chosen(item);
    };
    retranslate();
}

void GalleryPanel::refresh() {
    const DocumentPtr& document = this->model().document();
    if (document != shown_) {
        shown_ = document;
        // The same file again, after a change of verdicts: its pictures are what they were.
        const bool same = document != nullptr && gallery_ != nullptr && gallery_path_ == document->path();
        reclass_->show_document();
        if (same) return take(document, gallery_);
        gallery_ = nullptr;
        items_.clear();
        view_->show_items(nullptr, {});
        list_classes();
        if (document != nullptr) read(document);
        show_caption();
        return;
    }
    if (this->model().die()) view_->choose(*this->model().die());
    const int row = view_->current();
    reclass_->show_defect(row < 0 ? std::nullopt : view_->items()[static_cast<std::size_t>(row)].defect);
}

void GalleryPanel::read(const DocumentPtr& document) {
    reading_ = true;
    model().desk().files().submit({.key = "gallery",
                                   .name = kGalleryTask,
                                   .work = [this, document](const TaskContext&) -> Delivery {
                                       GalleryPtr gallery = load_gallery(document->path());
                                       return [this, document, gallery] {
                                           if (shown_ == document) take(document, gallery);
                                       };
                                   },
                                   .failed =
                                       [this, document](const station::Trouble& trouble) {
                                           if (shown_ == document) take(document, nullptr);
                                           model().desk().tell_trouble("review")(trouble);
                                       }});
}

void GalleryPanel::take(const DocumentPtr& document, GalleryPtr gallery) {
    reading_ = false;
    gallery_ = std::move(gallery);
    gallery_path_ = document->path();
    items_ = gallery_ == nullptr ? std::vector<GalleryItem>{} : gallery_items(gallery_->pictures, *document);
    list_classes();
    show_class();
}

/// All, and each class that has pictures.
void GalleryPanel::list_classes() {
    const QSignalBlocker quiet(classes_);
    const QVariant before = classes_->currentData();
    classes_->clear();
    classes_->addItem(tr("All classes (%1)").arg(with_thousands(static_cast<std::int64_t>(items_.size()))));
    for (const auto& [name, count] : gallery_classes(items_))
        classes_->addItem(QStringLiteral("%1 (%2)").arg(class_title(name), with_thousands(count)),
                          QString::fromStdString(name));
    classes_->setCurrentIndex(std::max(0, before.isValid() ? classes_->findData(before) : 0));
    classes_->setVisible(!items_.empty());
}

void GalleryPanel::show_class() {
    std::vector<GalleryItem> shown = items_;
    if (classes_->currentData().isValid()) {
        const std::string name = classes_->currentData().toString().toStdString();
        std::erase_if(shown, [&](const GalleryItem& item) { return item.class_name != name; });
    }
    view_->show_items(gallery_, std::move(shown));
    if (model().die()) view_->choose(*model().die());
    const int row = view_->current();
    reclass_->show_defect(row < 0 ? std::nullopt : view_->items()[static_cast<std::size_t>(row)].defect);
    show_caption();
}

void GalleryPanel::show_caption() {
    if (shown_ == nullptr) return caption_->clear();
    if (reading_) return caption_->setText(tr("The pictures are being read."));
    if (gallery_ == nullptr)
        return caption_->setText(
            tr("This wafer file has no pictures of dies: it was inspected without a channel of reflected "
               "light, by an earlier version, or nothing was found."));
    QStringList channels;
    for (const appearance::ChannelPictures& channel : gallery_->pictures.channels)
        channels << QString::fromStdString(channel.channel);
    caption_->setText(tr("From the left: %1. Worst first; a click shows the die on the map.")
                          .arg(channels.join(QStringLiteral(" / "))));
}

void GalleryPanel::retranslate() {
    classes_->setAccessibleName(tr("Class of the dies shown"));
    view_->setAccessibleName(title());
    view_->retranslate();
    reclass_->retranslate();
    list_classes();
    show_caption();
}

void GalleryPanel::restyle() {
    view_->retranslate();
}

}  // namespace waferglow::gui
