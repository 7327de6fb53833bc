// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/views/golden_view.h"

#include "app/gui/views/theme.h"

#include <QCoreApplication>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace waferglow::gui {
namespace {

using appearance::RegionKind;

constexpr double kMargin_px = 4.0;
constexpr double kDrag_px = 4.0;  // less is a click

QImage grey_image(const GoldenScene& scene) {
    QImage image(scene.width, scene.height, QImage::Format_Grayscale8);
    for (int y = 0; y < scene.height; ++y)
        std::copy_n(scene.grey.data() + static_cast<std::ptrdiff_t>(y) * scene.width, scene.width,
                    image.scanLine(y));
    return image;
}

/// A tint inside of each region and a line between them; street is left as it is.
QImage region_image(const GoldenScene& scene) {
    QImage image(scene.width, scene.height, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    for (int y = 0; y < scene.height; ++y) {
        for (int x = 0; x < scene.width; ++x) {
            const auto i = static_cast<std::size_t>(y) * static_cast<std::size_t>(scene.width) +
                           static_cast<std::size_t>(x);
            if (scene.region[i] == RegionKind::street) continue;
            QColor color = region_color(scene.region[i]);
            color.setAlpha(scene.border[i] != 0 ? 230 : 70);
            image.setPixelColor(x, y, color);
        }
    }
    return image;
}

}  // namespace

QColor region_color(RegionKind kind) {
    switch (kind) {
        case RegionKind::metal:
            return {0xE6, 0x9F, 0x00};
        case RegionKind::finger:
            return {0xF0, 0xE4, 0x42};
        case RegionKind::body:
            return {0x56, 0xB4, 0xE9};
        case RegionKind::rim:
            return {0xCC, 0x79, 0xA7};
        case RegionKind::ignore:
            return {0xD5, 0x5E, 0x00};
        case RegionKind::street:
            break;
    }
    return {0x80, 0x80, 0x80};
}

QString region_title(RegionKind kind) {
    switch (kind) {
        case RegionKind::metal:
            return QCoreApplication::translate("Region", "metal");
        case RegionKind::finger:
            return QCoreApplication::translate("Region", "finger");
        case RegionKind::body:
            return QCoreApplication::translate("Region", "body");
        case RegionKind::rim:
            return QCoreApplication::translate("Region", "rim");
        case RegionKind::ignore:
            return QCoreApplication::translate("Region", "not judged");
        case RegionKind::street:
            break;
    }
    return QCoreApplication::translate("Region", "street");
}

GoldenView::GoldenView(QWidget* parent) : QWidget(parent) {
    setMinimumSize(140, 90);
}

void GoldenView::show_scene(GoldenPtr scene, const QString& nothing) {
    nothing_ = nothing;
    if (scene != scene_) {
        scene_ = std::move(scene);
        picture_ = scene_ == nullptr ? QImage() : grey_image(*scene_);
        regions_ = scene_ == nullptr ? QImage() : region_image(*scene_);
        from_.reset();
    }
    update();
}

void GoldenView::show_regions(bool shown) {
    regions_shown_ = shown;
    update();
}

void GoldenView::show_points(std::vector<Point> points) {
    points_ = std::move(points);
    update();
}

void GoldenView::show_boxes(std::vector<Box> boxes, int current) {
    boxes_ = std::move(boxes);
    current_ = current;
    update();
}

QRectF GoldenView::picture_place() const {
    const double scale = std::min((width() - 2.0 * kMargin_px) / std::max(1, picture_.width()),
                                  (height() - 2.0 * kMargin_px) / std::max(1, picture_.height()));
    const QSizeF size(scale * picture_.width(), scale * picture_.height());
    return {QPointF(0.5 * (width() - size.width()), 0.5 * (height() - size.height())), size};
}

QPointF GoldenView::at(double x_um, double y_um) const {
    if (scene_ == nullptr) return {};
    const QRectF place = picture_place();
    const double scale = place.width() / scene_->width;
    return {place.left() + scale * scene_->x_of(x_um), place.top() + scale * scene_->y_of(y_um)};
}

QPointF GoldenView::um_at(QPointF widget) const {
    const QRectF place = picture_place();
    const double scale = place.width() / scene_->width;
    return {scene_->x_um_of((widget.x() - place.left()) / scale),
            scene_->y_um_of((widget.y() - place.top()) / scale)};
}

GoldenView::Box GoldenView::box_between(QPointF a, QPointF b) const {
    const QPointF from = um_at(a);
    const QPointF to = um_at(b);
    return {.left_um = std::min(from.x(), to.x()),
            .bottom_um = std::min(from.y(), to.y()),
            .width_um = std::abs(to.x() - from.x()),
            .height_um = std::abs(to.y() - from.y()),
            .name = {},
            .color = current_theme().accent};
}

void GoldenView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (scene_ == nullptr) {
        painter.setPen(current_theme().faint);
        painter.drawText(QRectF(rect()).adjusted(8, 8, -8, -8), Qt::AlignCenter | Qt::TextWordWrap, nothing_);
        return;
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QRectF place = picture_place();
    painter.drawImage(place, picture_);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    if (regions_shown_) painter.drawImage(place, regions_);
    painter.setRenderHint(QPainter::Antialiasing);
    paint_points(painter);
    for (std::size_t i = 0; i < boxes_.size(); ++i)
        paint_box(painter, boxes_[i], static_cast<int>(i) == current_);
    if (from_) paint_box(painter, box_between(*from_, to_), true);
}

void GoldenView::paint_points(QPainter& painter) const {
    // Rings of white below colours: each is seen on bright metal and on dark streets.
    // A crowd of large ones would hide the die.
    constexpr std::size_t kFew = 200;
    const bool few = points_.size() <= kFew;
    const double dot_px = few ? 6.0 : 3.0;
    for (const Point& point : points_) {
        if (few) {
            painter.setPen(QPen(Qt::white, dot_px + 2.0, Qt::SolidLine, Qt::RoundCap));
            painter.drawPoint(at(point.x_um, point.y_um));
        }
        painter.setPen(QPen(point.color, dot_px, Qt::SolidLine, Qt::RoundCap));
        painter.drawPoint(at(point.x_um, point.y_um));
    }
}

void GoldenView::paint_box(QPainter& painter, const Box& box, bool current) const {
    const QRectF drawn(at(box.left_um, box.bottom_um + box.height_um),
                       at(box.left_um + box.width_um, box.bottom_um));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Qt::black, current ? 5.0 : 3.5));
    painter.drawRect(drawn);
    painter.setPen(QPen(box.color, current ? 3.0 : 1.5, current ? Qt::SolidLine : Qt::DashLine));
    painter.drawRect(drawn);
    if (box.name.isEmpty()) return;
    const QFontMetrics metrics = painter.fontMetrics();
    QRectF label(drawn.topLeft() + QPointF(0, -metrics.height() - 4.0),
                 QSizeF(metrics.horizontalAdvance(box.name) + 8.0, metrics.height() + 2.0));
    label.moveLeft(std::clamp(label.left(), 0.0, std::max(0.0, width() - label.width())));
    label.moveTop(std::max(0.0, label.top()));
    painter.fillRect(label, QColor(0, 0, 0, 170));
    painter.setPen(Qt::white);
    painter.drawText(label, Qt::AlignCenter, box.name);
}

void GoldenView::mousePressEvent(QMouseEvent* event) {
    if (scene_ == nullptr || event->button() != Qt::LeftButton) return;
    if (on_drawn) {
        from_ = to_ = event->position();
        return;
    }
    if (!on_point || points_.empty()) return;
    const auto distance = [&](const Point& point) {
        const QPointF off = at(point.x_um, point.y_um) - event->position();
        return std::hypot(off.x(), off.y());
    };
    const auto nearest = std::ranges::min_element(points_, {}, distance);
    constexpr double kReach_px = 14.0;
    if (distance(*nearest) <= kReach_px) on_point(static_cast<std::size_t>(nearest - points_.begin()));
}

void GoldenView::mouseMoveEvent(QMouseEvent* event) {
    if (!from_) return;
    to_ = event->position();
    update();
}

void GoldenView::mouseReleaseEvent(QMouseEvent* event) {
    if (!from_) return;
    to_ = event->position();
    const QPointF from = *from_;
    from_.reset();
    update();
    if (std::abs(to_.x() - from.x()) >= kDrag_px && std::abs(to_.y() - from.y()) >= kDrag_px && on_drawn)
        on_drawn(box_between(from, to_));
}

}  // namespace waferglow::gui
