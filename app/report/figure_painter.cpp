// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/figure_painter.h"

#include "libinspect/report/escape.h"

#include <QFontDatabase>
#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QPolygonF>
#include <cmath>

namespace waferglow {
namespace {

class ShapePainter {
  public:
    ShapePainter(QPainter& painter, double x_pt, double y_pt) : painter_(painter), x_(x_pt), y_(y_pt) {}

    void operator()(const PathShape& path) const {
        const QPolygonF line = polygon(path.points);
        painter_.setBrush(path.fill ? QBrush(QColor(QRgb(*path.fill))) : QBrush(Qt::NoBrush));
        if (path.width > 0.0) {
            QPen pen(QColor(QRgb(path.rgb)), path.width * kUnitsPerPt, Qt::SolidLine, Qt::FlatCap,
                     Qt::MiterJoin);
            if (path.dashed) pen.setDashPattern({2.0 / path.width, 2.0 / path.width});
            painter_.setPen(pen);
        } else {
            painter_.setPen(Qt::NoPen);
        }
        path.closed || path.fill ? painter_.drawPolygon(line) : painter_.drawPolyline(line);
    }

    void operator()(const RectShape& rect) const {
        painter_.fillRect(box(rect.x, rect.y, rect.width, rect.height), QColor(QRgb(rect.fill)));
    }

    void operator()(const DotsShape& dots) const {
        QColor color{QRgb(dots.rgb)};
        color.setAlphaF(static_cast<float>(dots.opacity));
        painter_.setPen(QPen(color, 2.0 * dots.radius * kUnitsPerPt, Qt::SolidLine, Qt::RoundCap));
        for (const PointPt& p : dots.centers) painter_.drawPoint(at(p));
    }

    void operator()(const TextShape& text) const {
        const QFont font = report_font(text.size, text.bold);
        const QString words = report_text(text.text);
        const double width = QFontMetricsF(font, painter_.device()).horizontalAdvance(words);
        const double shift = text.anchor == Anchor::start    ? 0.0
                             : text.anchor == Anchor::middle ? -0.5 * width
                                                             : -width;
        painter_.save();
        painter_.setFont(font);
        painter_.setPen(QColor(QRgb(text.rgb)));
        painter_.translate(at({text.x, text.y}));
        if (text.upwards) painter_.rotate(-90.0);
        painter_.drawText(QPointF(shift, 0.0), words);
        painter_.restore();
    }

    void operator()(const PictureShape& picture) const {
        const Raster& raster = picture.raster;
        QImage image(raster.width, raster.height, QImage::Format_ARGB32);
        for (int y = 0; y < raster.height; ++y) {
            auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
            for (int x = 0; x < raster.width; ++x) {
                const std::uint8_t index =
                    raster.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(raster.width) +
                                  static_cast<std::size_t>(x)];
                line[x] = index == 0 ? 0U : 0xFF000000U | raster.palette[index];
            }
        }
        painter_.drawImage(box(picture.x, picture.y, picture.width, picture.height), image);
    }

  private:
    [[nodiscard]] QPointF at(PointPt p) const { return {(x_ + p.x) * kUnitsPerPt, (y_ + p.y) * kUnitsPerPt}; }
    [[nodiscard]] QRectF box(double x, double y, double width, double height) const {
        return {at({x, y}), QSizeF(width * kUnitsPerPt, height * kUnitsPerPt)};
    }
    [[nodiscard]] QPolygonF polygon(const std::vector<PointPt>& points) const {
        QPolygonF polygon;
        for (const PointPt& p : points) polygon << at(p);
        return polygon;
    }

    QPainter& painter_;
    double x_;
    double y_;
};

}  // namespace

QFont report_font(double size_pt, bool bold, bool fixed_width) {
    QFont font;
    font.setFamilies(fixed_width ? QStringList{"Liberation Mono", "DejaVu Sans Mono"}
                                 : QStringList{"Liberation Sans", "Arimo", "Noto Sans", "DejaVu Sans"});
    font.setPixelSize(static_cast<int>(std::lround(size_pt * kUnitsPerPt)));
    font.setBold(bold);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

QString report_text(const std::string& text) {
    const std::string valid = valid_utf8(text);
    return QString::fromUtf8(valid.data(), static_cast<qsizetype>(valid.size()));
}

void paint_figure(QPainter& painter, const Figure& figure, double x_pt, double y_pt) {
    const ShapePainter shape_painter(painter, x_pt, y_pt);
    for (const Shape& shape : figure.shapes) std::visit(shape_painter, shape);
}

}  // namespace waferglow
