// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/views/icons.h"

#include "app/gui/views/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

namespace waferglow::gui {
namespace {

/// Lines of a glyph in a square of 24 x 24.
QPainterPath lines_of(Glyph glyph) {
    QPainterPath path;
    const auto line = [&path](double x1, double y1, double x2, double y2) {
        path.moveTo(x1, y1);
        path.lineTo(x2, y2);
    };
    const auto poly = [&path](std::initializer_list<QPointF> points) {
        bool first = true;
        for (const QPointF& p : points) {
            first ? path.moveTo(p) : path.lineTo(p);
            first = false;
        }
    };
    switch (glyph) {
        case Glyph::run:
            poly({{8, 5}, {19, 12}, {8, 19}, {8, 5}});
            break;
        case Glyph::review:
            path.addEllipse(QPointF(12, 12), 9, 9);
            path.addRect(8, 8, 3, 3);
            path.addRect(13, 8, 3, 3);
            path.addRect(8, 13, 3, 3);
            path.addRect(13, 13, 3, 3);
            break;
        case Glyph::module:
            path.addRoundedRect(2.5, 5, 19, 14, 1.5, 1.5);
            for (const double x : {6.5, 11.0, 15.5}) {
                path.addRect(x, 8.5, 2, 3);
                path.addRect(x, 13.0, 2, 3);
            }
            break;
        case Glyph::correlation:
            poly({{4, 4}, {4, 20}, {20, 20}});
            for (const QPointF p :
                 {QPointF(8, 16), QPointF(11, 14), QPointF(13, 10), QPointF(16, 9), QPointF(18, 5)})
                path.addEllipse(p, 0.9, 0.9);
            break;
        case Glyph::recipe:
            for (const double y : {6.0, 12.0, 18.0}) line(4, y, 20, y);
            path.addEllipse(QPointF(9, 6), 2.2, 2.2);
            path.addEllipse(QPointF(15, 12), 2.2, 2.2);
            path.addEllipse(QPointF(8, 18), 2.2, 2.2);
            break;
        case Glyph::calibration:
            path.addEllipse(QPointF(12, 12), 7, 7);
            line(12, 2, 12, 8);
            line(12, 16, 12, 22);
            line(2, 12, 8, 12);
            line(16, 12, 22, 12);
            break;
        case Glyph::devices:
            path.addRoundedRect(3, 8, 13, 11, 2, 2);
            path.addEllipse(QPointF(9.5, 13.5), 3, 3);
            poly({{16, 12}, {21, 9}, {21, 18}, {16, 15}});
            line(6, 5, 11, 5);
            break;
        case Glyph::log:
            path.addRoundedRect(5, 3, 14, 18, 2, 2);
            for (const double y : {8.0, 12.0, 16.0}) line(8.5, y, 15.5, y);
            break;
        case Glyph::user:
            path.addEllipse(QPointF(12, 8), 4, 4);
            path.moveTo(4, 20);
            path.cubicTo(4, 15, 8, 14, 12, 14);
            path.cubicTo(16, 14, 20, 15, 20, 20);
            break;
        case Glyph::open:
            poly({{3, 19}, {3, 6}, {9, 6}, {11, 8}, {20, 8}, {20, 11}});
            poly({{3, 19}, {6, 11}, {22, 11}, {19, 19}, {3, 19}});
            break;
        case Glyph::fit:
            path.addEllipse(QPointF(12, 12), 4.5, 4.5);
            poly({{3, 8}, {3, 3}, {8, 3}});
            poly({{16, 3}, {21, 3}, {21, 8}});
            poly({{21, 16}, {21, 21}, {16, 21}});
            poly({{8, 21}, {3, 21}, {3, 16}});
            break;
        case Glyph::zoom_in:
        case Glyph::zoom_out:
            path.addEllipse(QPointF(10.5, 10.5), 7, 7);
            line(15.5, 15.5, 21, 21);
            line(7.5, 10.5, 13.5, 10.5);
            if (glyph == Glyph::zoom_in) line(10.5, 7.5, 10.5, 13.5);
            break;
        case Glyph::turn:
            path.arcMoveTo(5, 5, 14, 14, 60);
            path.arcTo(5, 5, 14, 14, 60, 290);
            poly({{9.5, 3}, {15.5, 5.8}, {12, 10.5}});
            break;
        case Glyph::mirror:
            line(12, 3, 12, 21);
            poly({{9, 6}, {3, 18}, {9, 18}, {9, 6}});
            poly({{15, 6}, {21, 18}, {15, 18}, {15, 6}});
            break;
        case Glyph::pan:
            line(12, 3, 12, 21);
            line(3, 12, 21, 12);
            poly({{9.5, 5.5}, {12, 3}, {14.5, 5.5}});
            poly({{9.5, 18.5}, {12, 21}, {14.5, 18.5}});
            poly({{5.5, 9.5}, {3, 12}, {5.5, 14.5}});
            poly({{18.5, 9.5}, {21, 12}, {18.5, 14.5}});
            break;
        case Glyph::rectangle:
            path.addRect(4, 6, 16, 12);
            break;
        case Glyph::lasso:
            path.addEllipse(QPointF(12.5, 10), 8.5, 6);
            path.moveTo(7, 14.5);
            path.cubicTo(4, 16, 8, 19, 5, 21);
            break;
        case Glyph::clear:
        case Glyph::close:
            line(6, 6, 18, 18);
            line(18, 6, 6, 18);
            break;
    }
    return path;
}

QPixmap draw(Glyph glyph, const QColor& color) {
    constexpr int kSize = 24;
    constexpr int kRatio = 3;  // enough for any display
    QPixmap pixmap(kSize * kRatio, kSize * kRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(kRatio, kRatio);
    painter.setPen(QPen(color, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(lines_of(glyph));
    painter.end();
    pixmap.setDevicePixelRatio(kRatio);
    return pixmap;
}

}  // namespace

QIcon make_icon(Glyph glyph) {
    const Theme& theme = current_theme();
    QIcon icon;
    icon.addPixmap(draw(glyph, theme.text), QIcon::Normal, QIcon::Off);
    icon.addPixmap(draw(glyph, theme.on_accent), QIcon::Normal, QIcon::On);
    icon.addPixmap(draw(glyph, theme.outline), QIcon::Disabled, QIcon::Off);
    return icon;
}

}  // namespace waferglow::gui
