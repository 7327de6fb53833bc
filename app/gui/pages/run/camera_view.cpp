// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/run/camera_view.h"

#include "app/gui/views/theme.h"
#include "libinspect/base/order_statistics.h"

#include <QPainter>
#include <algorithm>
#include <vector>

namespace waferglow::gui {

CameraView::CameraView(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void CameraView::set_image(const Image& image) {
    std::vector<std::uint16_t> sorted;
    sorted.reserve(static_cast<std::size_t>(image.width()) * static_cast<std::size_t>(image.height()));
    for (int y = 0; y < image.height(); ++y)
        sorted.insert(sorted.end(), image.row(y), image.row(y) + image.width());
    if (sorted.empty()) return clear();
    const double low = value_of_share(sorted, 0.01);
    const double range = std::max(1.0, value_of_share(sorted, 0.995) - low);
    picture_ = QImage(image.width(), image.height(), QImage::Format_Grayscale8);
    for (int y = 0; y < image.height(); ++y) {
        uchar* line = picture_.scanLine(y);
        for (int x = 0; x < image.width(); ++x)
            line[x] = static_cast<uchar>(std::clamp(255.0 * (image.row(y)[x] - low) / range, 0.0, 255.0));
    }
    update();
}

void CameraView::clear() {
    picture_ = QImage();
    update();
}

void CameraView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (picture_.isNull()) {
        painter.setPen(current_theme().line);
        painter.setBrush(current_theme().window);
        painter.drawRoundedRect(rect().adjusted(0, 0, -1, -1), 6, 6);
        painter.setPen(current_theme().faint);
        painter.drawText(rect(), Qt::AlignCenter, tr("No picture yet"));
        return;
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QSize size = picture_.size().scaled(this->size(), Qt::KeepAspectRatio);
    painter.drawImage(QRect(QPoint((width() - size.width()) / 2, (height() - size.height()) / 2), size),
                      picture_);
}

}  // namespace waferglow::gui
