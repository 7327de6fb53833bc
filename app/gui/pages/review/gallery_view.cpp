// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/review/gallery_view.h"

#include "app/gui/views/bin_titles.h"
#include "app/gui/views/theme.h"

#include <QAbstractListModel>
#include <QCache>
#include <QPainter>
#include <QPixmap>
#include <QStyledItemDelegate>
#include <algorithm>

namespace waferglow::gui {

class GalleryModel : public QAbstractListModel {
    Q_OBJECT
  public:
    using QAbstractListModel::QAbstractListModel;

    void set(std::vector<GalleryItem> items) {
        beginResetModel();
        items_ = std::move(items);
        endResetModel();
    }
    [[nodiscard]] const std::vector<GalleryItem>& items() const { return items_; }
    [[nodiscard]] const GalleryItem& at(const QModelIndex& index) const {
        return items_[static_cast<std::size_t>(index.row())];
    }
    [[nodiscard]] int rowCount(const QModelIndex& parent) const override {
        return parent.isValid() ? 0 : static_cast<int>(items_.size());
    }
    /// The text is what people hear who can't see the pictures.
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override {
        if (!index.isValid()) return {};
        const GalleryItem& item = at(index);
        if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
            return GalleryModel::tr("%1, row %2, column %3")
                .arg(class_title(item.class_name))
                .arg(item.die.row)
                .arg(item.die.col);
        if (role == Qt::ToolTipRole && item.defect) return reason_in_words(item.defect->reason);
        return {};
    }

  private:
    std::vector<GalleryItem> items_;
};

namespace {

constexpr int kGap_px = 4;
constexpr int kLines = 2;  // of text below the pictures
constexpr int kMostHigh_px = 96;
constexpr int kLeastWide_px = 64;
constexpr int kMostWide_px = 150;
constexpr int kPixmapBytes = 64 << 20;

}  // namespace

/// Paints an item: its channels side by side, below them what it is and where.
class GalleryDelegate : public QStyledItemDelegate {
    Q_OBJECT
  public:
    explicit GalleryDelegate(QObject* parent) : QStyledItemDelegate(parent), pixmaps_(kPixmapBytes) {}

    void set(GalleryPtr gallery) {
        gallery_ = std::move(gallery);
        pixmaps_.clear();
    }
    [[nodiscard]] int channels() const {
        return gallery_ == nullptr ? 1 : std::max(1, static_cast<int>(gallery_->pictures.channels.size()));
    }
    /// Pictures as large as fit so many items side by side into `width`.
    void fit(int width, const QFontMetrics& metrics) {
        if (gallery_ == nullptr) return;
        const appearance::DiePictures& pictures = gallery_->pictures;
        const double aspect = static_cast<double>(pictures.height) / pictures.width;
        const int least = channels() * (kLeastWide_px + kGap_px) + 3 * kGap_px;
        const int columns = std::max(1, width / least);
        const int wide = width / columns - 3 * kGap_px;
        thumb_.setWidth(std::clamp(wide / channels() - kGap_px, kLeastWide_px / 2, kMostWide_px));
        thumb_.setHeight(static_cast<int>(thumb_.width() * aspect));
        if (thumb_.height() > kMostHigh_px)
            thumb_ = QSize(std::max(12, static_cast<int>(kMostHigh_px / aspect)), kMostHigh_px);
        item_ = QSize(width / columns, thumb_.height() + kLines * metrics.height() + 4 * kGap_px);
    }
    [[nodiscard]] QSize item_size() const { return item_; }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return item_;
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        if (gallery_ == nullptr) return;
        const auto* model = static_cast<const GalleryModel*>(index.model());
        const GalleryItem& item = model->at(index);
        const Theme& theme = current_theme();
        const bool chosen = (option.state & QStyle::State_Selected) != 0;
        const QRect card = option.rect.adjusted(kGap_px / 2, kGap_px / 2, -kGap_px / 2, -kGap_px / 2);
        painter->save();
        painter->setPen(QPen(chosen ? theme.accent : theme.line, chosen ? 2 : 1));
        painter->setBrush(theme.field);
        painter->drawRoundedRect(card, 4, 4);
        QPoint at = card.topLeft() + QPoint(kGap_px, kGap_px);
        for (int channel = 0; channel < channels(); ++channel) {
            const QRect place(at, thumb_);
            if (const QPixmap* pixmap = picture(static_cast<std::size_t>(channel), item.picture))
                painter->drawPixmap(place, *pixmap);
            else
                painter->fillRect(place, theme.line);
            at.rx() += thumb_.width() + kGap_px;
        }
        const QFontMetrics metrics = option.fontMetrics;
        QRect line(card.left() + kGap_px, card.top() + 2 * kGap_px + thumb_.height(),
                   card.width() - 2 * kGap_px, metrics.height());
        painter->setPen(item.fails ? theme.error : theme.text);
        const QString verdict = item.fails ? GalleryDelegate::tr("fail") : GalleryDelegate::tr("pass");
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(class_title(item.class_name) + QStringLiteral(" · ") + verdict,
                                             Qt::ElideRight, line.width()));
        line.translate(0, metrics.height());
        painter->setPen(theme.faint);
        QString where = GalleryDelegate::tr("row %1, column %2").arg(item.die.row).arg(item.die.col);
        if (item.sigma > 0.0) where += QStringLiteral(" · %1σ").arg(item.sigma, 0, 'f', 0);
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(where, Qt::ElideRight, line.width()));
        painter->restore();
    }

  private:
    [[nodiscard]] const QPixmap* picture(std::size_t channel, std::size_t picture) const {
        const auto key = static_cast<quint64>(picture) * 64U + channel;
        if (const QPixmap* known = pixmaps_.object(key)) return known;
        const std::vector<std::uint8_t> grey = grey_picture(*gallery_, channel, picture);
        if (grey.empty()) return nullptr;
        const int width = gallery_->pictures.width;
        const int height = gallery_->pictures.height;
        QImage image(width, height, QImage::Format_Grayscale8);
        for (int y = 0; y < height; ++y)
            std::copy_n(grey.data() + static_cast<std::ptrdiff_t>(y) * width, width, image.scanLine(y));
        pixmaps_.insert(key, new QPixmap(QPixmap::fromImage(image)), width * height * 4);
        return pixmaps_.object(key);
    }

    GalleryPtr gallery_;
    QSize thumb_{kLeastWide_px, kLeastWide_px};
    QSize item_{200, 100};
    mutable QCache<quint64, QPixmap> pixmaps_;
};

GalleryView::GalleryView(QWidget* parent)
    : QListView(parent), items_(new GalleryModel(this)), painter_(new GalleryDelegate(this)) {
    setModel(items_);
    setItemDelegate(painter_);
    setViewMode(QListView::IconMode);
    setMovement(QListView::Static);
    setResizeMode(QListView::Adjust);
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumHeight(90);
}

void GalleryView::show_items(GalleryPtr gallery, std::vector<GalleryItem> items) {
    painter_->set(std::move(gallery));
    quiet_ = true;
    items_->set(std::move(items));
    quiet_ = false;
    share_width();
}

const std::vector<GalleryItem>& GalleryView::items() const {
    return items_->items();
}

void GalleryView::choose(DieIndex die) {
    const auto at = std::ranges::find(items(), die, &GalleryItem::die);
    quiet_ = true;
    if (at == items().end())
        setCurrentIndex({});
    else
        setCurrentIndex(items_->index(static_cast<int>(at - items().begin())));
    quiet_ = false;
}

void GalleryView::retranslate() {
    viewport()->update();
}

void GalleryView::currentChanged(const QModelIndex& now, const QModelIndex& before) {
    QListView::currentChanged(now, before);
    if (!quiet_ && now.isValid() && on_chosen) on_chosen(items_->at(now));
}

void GalleryView::resizeEvent(QResizeEvent* event) {
    share_width();
    QListView::resizeEvent(event);
}

void GalleryView::share_width() {
    painter_->fit(viewport()->width() - 2, fontMetrics());
    setGridSize(painter_->item_size());
    scheduleDelayedItemsLayout();
}

}  // namespace waferglow::gui

#include "gallery_view.moc"
