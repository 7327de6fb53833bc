// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/review/picture_view.h"

#include "app/gui/views/theme.h"

#include <QPainter>
#include <algorithm>

namespace waferglow::gui {
namespace {

/// 16 bits to 8 between the darkest and the brightest pixel of the cut-out.
QImage stretched(const Image& image) {
    QImage grey(image.width(), image.height(), QImage::Format_Grayscale8);
    if (image.empty()) return grey;
    const auto [low, high] = std::ranges::minmax(image.pixels());
    const double scale = high > low ? 255.0 / (high - low) : 0.0;
    for (int y = 0; y < image.height(); ++y) {
        const std::uint16_t* from = image.row(y);
        uchar* to = grey.scanLine(y);
        for (int x = 0; x < image.width(); ++x) to[x] = static_cast<uchar>((from[x] - low) * scale);
    }
    return grey;
}

}  // namespace

void PictureView::show_pictures(std::vector<DiePicture> pictures) {
    pictures_ = std::move(pictures);
    images_.clear();
    for (const DiePicture& picture : pictures_) images_.push_back(stretched(picture.image));
    update();
}

void PictureView::paintEvent(QPaintEvent*) {
    const Theme& theme = current_theme();
    QPainter painter(this);
    constexpr int kCaption = 22;
    constexpr int kGap = 10;
    const int count = static_cast<int>(pictures_.size());
    if (count == 0) return;
    const int width = (this->width() - kGap * (count - 1)) / count;
    QFont small = font();
    small.setPixelSize(13);
    painter.setFont(small);
    for (int i = 0; i < count; ++i) {
        const DiePicture& picture = pictures_[static_cast<std::size_t>(i)];
        const QImage& image = images_[static_cast<std::size_t>(i)];
        const QRectF room(i * (width + kGap), kCaption, width, height() - kCaption);
        const double scale = std::min(room.width() / image.width(), room.height() / image.height());
        const QRectF place(room.left(), room.top(), scale * image.width(), scale * image.height());
        painter.drawImage(place, image);  // pixels stay squares: nothing is made up between them
        painter.setPen(QPen(Qt::black, 3.0));
        const QRectF die(place.left() + scale * picture.left_px, place.top() + scale * picture.top_px,
                         scale * picture.width_px, scale * picture.height_px);
        painter.drawRect(die);
        painter.setPen(QPen(QColor(0xFF, 0xC2, 0x0A), 1.5));
        painter.drawRect(die);
        painter.setPen(theme.text);
        const auto [low, high] = std::ranges::minmax(picture.image.pixels());
        const QString caption = QStringLiteral("%1  %2\u2013%3 DN")
                                    .arg(QString::fromStdString(picture.channel))
                                    .arg(low)
                                    .arg(high);
        painter.drawText(QRectF(room.left(), 0, width, kCaption), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(caption, Qt::ElideRight, width));
    }
}

}  // namespace waferglow::gui
