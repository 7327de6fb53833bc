// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/page_flow.h"

#include <QPainter>
#include <QPdfWriter>
#include <QTextLayout>
#include <QTextOption>
#include <utility>

namespace waferglow {
namespace {

constexpr double kA4WidthPt = 595.28;
constexpr double kA4HeightPt = 841.89;
constexpr double kLetterWidthPt = 612.0;
constexpr double kLetterHeightPt = 792.0;

Qt::Alignment alignment_of(Anchor align) {
    return align == Anchor::start    ? Qt::AlignLeft
           : align == Anchor::middle ? Qt::AlignHCenter
                                     : Qt::AlignRight;
}

/// Lines that break between words, inside of a word only where it is longer than a line.
class WrappedText {
  public:
    WrappedText(const std::string& text, double width_pt, const TextStyle& style, QPaintDevice& device)
        : layout_(report_text(text).replace(QLatin1Char('\n'), QChar(QChar::LineSeparator)),
                  report_font(style.size_pt, style.bold, style.fixed_width), &device) {
        QTextOption option(alignment_of(style.align));
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout_.setTextOption(option);
        layout_.beginLayout();
        for (QTextLine line = layout_.createLine(); line.isValid(); line = layout_.createLine()) {
            line.setLineWidth(width_pt * kUnitsPerPt);
            line.setPosition(QPointF(0.0, height_));
            height_ += line.height();
        }
        layout_.endLayout();
    }
    [[nodiscard]] double height_pt() const { return height_ / kUnitsPerPt; }
    void draw(QPainter& painter, double x_pt, double y_pt) const {
        layout_.draw(&painter, QPointF(x_pt, y_pt) * kUnitsPerPt);
    }

  private:
    QTextLayout layout_;
    double height_ = 0.0;
};

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
    return WrappedText(text, width, style, writer_).height_pt();
}

double PageFlow::text(double x, double y, double width, const std::string& text, const TextStyle& style) {
    if (text.empty()) return 0.0;
    const WrappedText wrapped(text, width, style, writer_);
    if (!dry_) {
        painter_.setPen(QColor(QRgb(style.rgb)));
        wrapped.draw(painter_, x, y);
    }
    return wrapped.height_pt();
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
