// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/page_flow.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPdfWriter>
#include <utility>

namespace waferglow {
namespace {

constexpr double kA4WidthPt = 595.28;
constexpr double kA4HeightPt = 841.89;
constexpr double kLetterWidthPt = 612.0;
constexpr double kLetterHeightPt = 792.0;

int flags_of(const TextStyle& style) {
    const int align = style.align == Anchor::start    ? Qt::AlignLeft
                      : style.align == Anchor::middle ? Qt::AlignHCenter
                                                      : Qt::AlignRight;
    return align | Qt::AlignTop | Qt::TextWordWrap | Qt::TextWrapAnywhere;
}

}  // namespace

PageFlow::PageFlow(QPdfWriter& writer, QPainter& painter, PaperSize paper, bool dry,
                   std::function<void(PageFlow&, int)> furniture)
    : writer_(writer),
      painter_(painter),
      paper_(paper),
      dry_(dry),
      furniture_(std::move(furniture)),
      y_(top()) {
    furniture_(*this, page_);
}

double PageFlow::left() const {
    return 0.5 * ((paper_ == PaperSize::a4 ? kA4WidthPt : kLetterWidthPt) - kColumnPt);
}

double PageFlow::page_height() const {
    return paper_ == PaperSize::a4 ? kA4HeightPt : kLetterHeightPt;
}

void PageFlow::need(double height) {
    if (y_ + height > bottom() && !at_top()) new_page();
}

void PageFlow::new_page() {
    if (!dry_) writer_.newPage();
    ++page_;
    y_ = top();
    furniture_(*this, page_);
}

double PageFlow::text_height(const std::string& text, double width, const TextStyle& style) const {
    if (text.empty()) return 0.0;
    const QFontMetricsF metrics(report_font(style.size_pt, style.bold, style.fixed_width), &writer_);
    const QRectF room(0.0, 0.0, width * kUnitsPerPt, 1e7);
    return metrics.boundingRect(room, flags_of(style), report_text(text)).height() / kUnitsPerPt;
}

double PageFlow::text(double x, double y, double width, const std::string& text, const TextStyle& style) {
    const double height = text_height(text, width, style);
    if (dry_ || text.empty()) return height;
    painter_.setFont(report_font(style.size_pt, style.bold, style.fixed_width));
    painter_.setPen(QColor(QRgb(style.rgb)));
    painter_.drawText(
        QRectF(x * kUnitsPerPt, y * kUnitsPerPt, width * kUnitsPerPt, (height + 2.0) * kUnitsPerPt),
        flags_of(style), report_text(text));
    return height;
}

void PageFlow::line(double x1, double y1, double x2, double y2, double width, std::uint32_t rgb) {
    if (dry_) return;
    painter_.setPen(QPen(QColor(QRgb(rgb)), width * kUnitsPerPt, Qt::SolidLine, Qt::FlatCap));
    painter_.drawLine(QPointF(x1, y1) * kUnitsPerPt, QPointF(x2, y2) * kUnitsPerPt);
}

void PageFlow::box(double x, double y, double width, double height, std::uint32_t fill) {
    if (dry_) return;
    painter_.fillRect(QRectF(QPointF(x, y) * kUnitsPerPt, QSizeF(width, height) * kUnitsPerPt),
                      QColor(QRgb(fill)));
}

void PageFlow::figure(double x, double y, const Figure& figure) {
    if (!dry_) paint_figure(painter_, figure, x, y);
}

}  // namespace waferglow
