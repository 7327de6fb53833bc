<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW">
<context>
    <name>CalibrationKinds</name>
    <message>
        <source>Dark frame</source>
        <translation>暗場影像</translation>
    </message>
    <message>
        <source>The camera&apos;s level without light, pixel by pixel, and its hot pixels</source>
        <translation>相機在無光時逐像素的準位與熱像素</translation>
    </message>
    <message>
        <source>Photon transfer</source>
        <translation>光子轉移</translation>
    </message>
    <message>
        <source>Gain in electrons a DN, read noise, full well and linearity of the camera</source>
        <translation>相機的增益（每 DN 電子數）、讀出雜訊、滿井容量與線性度</translation>
    </message>
    <message>
        <source>Flat field</source>
        <translation>平場</translation>
    </message>
    <message>
        <source>How sensitive each pixel is, optics included</source>
        <translation>各像素的靈敏度（含光學系統）</translation>
    </message>
    <message>
        <source>Camera and stage</source>
        <translation>相機與載台</translation>
    </message>
    <message>
        <source>Rotation, scale and mirror of the camera against the stage</source>
        <translation>相機相對於載台的旋轉、比例與鏡像</translation>
    </message>
    <message>
        <source>Focus surface</source>
        <translation>對焦面</translation>
    </message>
    <message>
        <source>Height of best focus over the wafer: plane and bow</source>
        <translation>整片晶圓的最佳對焦高度：平面與翹曲</translation>
    </message>
    <message>
        <source>Wavelength axis</source>
        <translation>波長軸</translation>
    </message>
    <message>
        <source>Wavelength in air of each pixel of the spectrometer</source>
        <translation>光譜儀各像素在空氣中的波長</translation>
    </message>
    <message>
        <source>Spectral response</source>
        <translation>光譜響應</translation>
    </message>
    <message>
        <source>Sensitivity of the spectrometer over the wavelength</source>
        <translation>光譜儀隨波長的靈敏度</translation>
    </message>
    <message>
        <source>Light power</source>
        <translation>光源功率</translation>
    </message>
    <message>
        <source>What the light gives for what it is told</source>
        <translation>光源對設定值的實際輸出</translation>
    </message>
    <message>
        <source>nothing; all lights are switched off, keep room light away</source>
        <translation>無；所有光源皆會關閉，請遮擋室內光線</translation>
    </message>
    <message>
        <source>the even reference in view of the camera, and a steady lamp</source>
        <translation>相機視野內的均勻基準片與穩定的燈</translation>
    </message>
    <message>
        <source>the even reference in view of the camera, and the reflected light</source>
        <translation>相機視野內的均勻基準片與反射光源</translation>
    </message>
    <message>
        <source>a wafer with dies on the chuck, and the reflected light</source>
        <translation>吸盤上有晶粒的晶圓與反射光源</translation>
    </message>
    <message>
        <source>the wafer on the chuck, a stage with a z axis, and the reflected light</source>
        <translation>吸盤上的晶圓、具 z 軸的載台與反射光源</translation>
    </message>
    <message>
        <source>a mercury-argon lamp, or another with its list of lines</source>
        <translation>汞氬燈，或附譜線清單的其他燈</translation>
    </message>
    <message>
        <source>a lamp of known temperature or spectrum in view of the spectrometer</source>
        <translation>光譜儀視野內已知溫度或光譜的燈</translation>
    </message>
    <message>
        <source>the light&apos;s power meter in place</source>
        <translation>就位的光功率計</translation>
    </message>
    <message>
        <source>Colour filter</source>
        <translation>色彩濾光片</translation>
    </message>
    <message>
        <source>Transmission of the filter by which the camera tells colours</source>
        <translation>相機用以分辨顏色之濾光片的穿透率</translation>
    </message>
    <message>
        <source>a filter wheel, a wafer with dies that glow, a spectrometer and the laser</source>
        <translation>濾光片輪、具有會發光晶粒的晶圓、光譜儀與雷射</translation>
    </message>
</context>
<context>
    <name>CalibrationTexts</name>
    <message>
        <source>not measured</source>
        <translation>未量測</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>已過期</translation>
    </message>
    <message>
        <source>other device</source>
        <translation>其他裝置</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>已損壞</translation>
    </message>
    <message>
        <source>Not measured yet.</source>
        <translation>尚未量測。</translation>
    </message>
    <message>
        <source>It has expired and is not used any more. Run it again.</source>
        <translation>已過期，不再使用。請重新執行。</translation>
    </message>
    <message>
        <source>It was measured with another device than the one that answers. Run it again.</source>
        <translation>這是以其他裝置量測的，並非目前回應的裝置。請重新執行。</translation>
    </message>
    <message>
        <source>Its file was changed or can&apos;t be read. Run it again.</source>
        <translation>檔案已被變更或無法讀取。請重新執行。</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>至少 %1</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>至多 %1</translation>
    </message>
</context>
<context>
    <name>CalibrationValues</name>
    <message>
        <source>level</source>
        <translation>準位</translation>
    </message>
    <message>
        <source>temporal noise</source>
        <translation>時間雜訊</translation>
    </message>
    <message>
        <source>fixed pattern</source>
        <translation>固定圖樣雜訊</translation>
    </message>
    <message>
        <source>noise left in the mean</source>
        <translation>平均影像中殘留的雜訊</translation>
    </message>
    <message>
        <source>hot pixels</source>
        <translation>熱像素</translation>
    </message>
    <message>
        <source>hot above</source>
        <translation>熱像素門檻</translation>
    </message>
    <message>
        <source>light</source>
        <translation>光量</translation>
    </message>
    <message>
        <source>error</source>
        <translation>誤差</translation>
    </message>
    <message>
        <source>clipped pixels</source>
        <translation>飽和像素</translation>
    </message>
    <message>
        <source>corner over middle</source>
        <translation>角落對中央之比</translation>
    </message>
    <message>
        <source>spread of pixels</source>
        <translation>像素離散</translation>
    </message>
    <message>
        <source>gain</source>
        <translation>增益</translation>
    </message>
    <message>
        <source>gain error</source>
        <translation>增益誤差</translation>
    </message>
    <message>
        <source>read noise</source>
        <translation>讀出雜訊</translation>
    </message>
    <message>
        <source>full well</source>
        <translation>滿井容量</translation>
    </message>
    <message>
        <source>linearity error</source>
        <translation>線性度誤差</translation>
    </message>
    <message>
        <source>dark level</source>
        <translation>暗準位</translation>
    </message>
    <message>
        <source>dynamic range</source>
        <translation>動態範圍</translation>
    </message>
    <message>
        <source>residual</source>
        <translation>殘差</translation>
    </message>
    <message>
        <source>largest residual</source>
        <translation>最大殘差</translation>
    </message>
    <message>
        <source>lines matched</source>
        <translation>已匹配譜線</translation>
    </message>
    <message>
        <source>peaks</source>
        <translation>峰</translation>
    </message>
    <message>
        <source>resolution</source>
        <translation>解析度</translation>
    </message>
    <message>
        <source>shift against the device&apos;s axis</source>
        <translation>相對裝置波長軸的偏移</translation>
    </message>
    <message>
        <source>first line</source>
        <translation>第一條譜線</translation>
    </message>
    <message>
        <source>last line</source>
        <translation>最後一條譜線</translation>
    </message>
    <message>
        <source>best at</source>
        <translation>最高靈敏度波長</translation>
    </message>
    <message>
        <source>above a tenth from</source>
        <translation>靈敏度達 10 % 起</translation>
    </message>
    <message>
        <source>above a tenth to</source>
        <translation>靈敏度達 10 % 迄</translation>
    </message>
    <message>
        <source>noise</source>
        <translation>雜訊</translation>
    </message>
    <message>
        <source>largest deviation from the set-point</source>
        <translation>與設定值的最大偏差</translation>
    </message>
    <message>
        <source>lowest set-point</source>
        <translation>最低設定值</translation>
    </message>
    <message>
        <source>highest set-point</source>
        <translation>最高設定值</translation>
    </message>
    <message>
        <source>rotation</source>
        <translation>旋轉</translation>
    </message>
    <message>
        <source>pixel size</source>
        <translation>像素尺寸</translation>
    </message>
    <message>
        <source>scale</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>anisotropy</source>
        <translation>非等向性</translation>
    </message>
    <message>
        <source>shear</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>mirrored</source>
        <translation>鏡像</translation>
    </message>
    <message>
        <source>rotation error</source>
        <translation>旋轉誤差</translation>
    </message>
    <message>
        <source>scale error</source>
        <translation>比例誤差</translation>
    </message>
    <message>
        <source>height in the middle</source>
        <translation>中央高度</translation>
    </message>
    <message>
        <source>tilt along x</source>
        <translation>沿 x 傾斜</translation>
    </message>
    <message>
        <source>tilt along y</source>
        <translation>沿 y 傾斜</translation>
    </message>
    <message>
        <source>bow</source>
        <translation>翹曲</translation>
    </message>
    <message>
        <source>contrast</source>
        <translation>對比</translation>
    </message>
    <message>
        <source>levels</source>
        <translation>準位分布</translation>
    </message>
    <message>
        <source>mean level</source>
        <translation>平均準位</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>shading</source>
        <translation>陰影</translation>
    </message>
    <message>
        <source>distance from the middle</source>
        <translation>與中心的距離</translation>
    </message>
    <message>
        <source>photon transfer</source>
        <translation>光子轉移</translation>
    </message>
    <message>
        <source>signal</source>
        <translation>訊號</translation>
    </message>
    <message>
        <source>variance</source>
        <translation>變異數</translation>
    </message>
    <message>
        <source>linearity</source>
        <translation>線性度</translation>
    </message>
    <message>
        <source>exposure</source>
        <translation>曝光</translation>
    </message>
    <message>
        <source>deviation</source>
        <translation>偏差</translation>
    </message>
    <message>
        <source>wavelength in air</source>
        <translation>空氣中波長</translation>
    </message>
    <message>
        <source>polynomial minus line</source>
        <translation>多項式減譜線</translation>
    </message>
    <message>
        <source>response</source>
        <translation>響應</translation>
    </message>
    <message>
        <source>power</source>
        <translation>功率</translation>
    </message>
    <message>
        <source>set-point</source>
        <translation>設定值</translation>
    </message>
    <message>
        <source>measured minus curve</source>
        <translation>量測值減曲線</translation>
    </message>
    <message>
        <source>sharpness in the middle</source>
        <translation>中央清晰度</translation>
    </message>
    <message>
        <source>sharpness</source>
        <translation>清晰度</translation>
    </message>
    <message>
        <source>height over the surface</source>
        <translation>高於對焦面的高度</translation>
    </message>
    <message>
        <source>z</source>
        <translation>z</translation>
    </message>
    <message>
        <source>light source</source>
        <translation>光源</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>相機</translation>
    </message>
    <message>
        <source>stage</source>
        <translation>載台</translation>
    </message>
    <message>
        <source>spectrometer</source>
        <translation>光譜儀</translation>
    </message>
    <message>
        <source>of a corner&apos;s</source>
        <translation>以角落為準</translation>
    </message>
    <message>
        <source>of the middle&apos;s</source>
        <translation>以中央為準</translation>
    </message>
    <message>
        <source>% of full scale</source>
        <translation>%（滿刻度）</translation>
    </message>
    <message>
        <source>light from</source>
        <translation>有光起點</translation>
    </message>
    <message>
        <source>light to</source>
        <translation>有光終點</translation>
    </message>
    <message>
        <source>brightest at</source>
        <translation>最亮處</translation>
    </message>
    <message>
        <source>slope at the brightest</source>
        <translation>最亮處的斜率</translation>
    </message>
    <message>
        <source>lowest transmission</source>
        <translation>最低穿透率</translation>
    </message>
    <message>
        <source>highest transmission</source>
        <translation>最高穿透率</translation>
    </message>
    <message>
        <source>change over the light</source>
        <translation>有光範圍內的變化</translation>
    </message>
    <message>
        <source>largest error</source>
        <translation>最大誤差</translation>
    </message>
    <message>
        <source>drift of the light</source>
        <translation>光源漂移</translation>
    </message>
    <message>
        <source>transmission</source>
        <translation>穿透率</translation>
    </message>
    <message>
        <source>filter wheel</source>
        <translation>濾光片輪</translation>
    </message>
</context>
<context>
    <name>DefectClass</name>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>misplaced</source>
        <translation>偏移</translation>
    </message>
    <message>
        <source>scratched</source>
        <translation>刮傷</translation>
    </message>
    <message>
        <source>metal_missing</source>
        <translation>金屬缺失</translation>
    </message>
    <message>
        <source>metal_partial</source>
        <translation>金屬部分缺失</translation>
    </message>
    <message>
        <source>metal_broken</source>
        <translation>金屬斷線</translation>
    </message>
    <message>
        <source>metal_stain</source>
        <translation>金屬污漬</translation>
    </message>
    <message>
        <source>contact_residue</source>
        <translation>接觸殘留</translation>
    </message>
    <message>
        <source>chipped</source>
        <translation>崩缺</translation>
    </message>
    <message>
        <source>cracked</source>
        <translation>裂紋</translation>
    </message>
    <message>
        <source>particle</source>
        <translation>微粒</translation>
    </message>
    <message>
        <source>discoloured</source>
        <translation>變色</translation>
    </message>
    <message>
        <source>residue</source>
        <translation>殘留物</translation>
    </message>
    <message>
        <source>anomaly</source>
        <translation>異常</translation>
    </message>
    <message>
        <source>false_alarm</source>
        <translation>誤報</translation>
    </message>
    <message>
        <source>%1, passes</source>
        <translation>%1，通過</translation>
    </message>
</context>
<context>
    <name>DefectReason</name>
    <message>
        <source>the whole pad</source>
        <translation>整個焊墊</translation>
    </message>
    <message>
        <source>the whole body</source>
        <translation>整個本體</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>暗</translation>
    </message>
    <message>
        <source>bright</source>
        <translation>亮</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>明暗混合</translation>
    </message>
    <message>
        <source>on the body</source>
        <translation>位於本體</translation>
    </message>
    <message>
        <source>on the rim</source>
        <translation>位於邊緣</translation>
    </message>
    <message>
        <source>on the metal</source>
        <translation>位於金屬</translation>
    </message>
    <message>
        <source>on the finger</source>
        <translation>位於指狀電極</translation>
    </message>
    <message>
        <source>on the street</source>
        <translation>位於切割道</translation>
    </message>
    <message>
        <source>touches the edge</source>
        <translation>接觸邊緣</translation>
    </message>
    <message>
        <source>touches the corner</source>
        <translation>接觸角落</translation>
    </message>
    <message>
        <source>covers %1 % of the die</source>
        <translation>占晶粒的 %1 %</translation>
    </message>
    <message>
        <source>%1 um long</source>
        <translation>長 %1 µm</translation>
    </message>
    <message>
        <source>%1 um wide</source>
        <translation>寬 %1 µm</translation>
    </message>
    <message>
        <source>as long as %1 % of the die&apos;s short side</source>
        <translation>長度為晶粒短邊的 %1 %</translation>
    </message>
    <message>
        <source>%1 um2</source>
        <translation>%1 µm²</translation>
    </message>
    <message>
        <source>%1 % darker than good dies</source>
        <translation>比良品暗 %1 %</translation>
    </message>
    <message>
        <source>%1 % brighter than good dies</source>
        <translation>比良品亮 %1 %</translation>
    </message>
    <message>
        <source>covers %1 % of the pad</source>
        <translation>占焊墊的 %1 %</translation>
    </message>
    <message>
        <source>takes %1 % of the metal&apos;s light</source>
        <translation>使金屬亮度減少 %1 %</translation>
    </message>
    <message>
        <source>%1 % of the way from metal to body</source>
        <translation>由金屬亮度往本體亮度的 %1 %</translation>
    </message>
    <message>
        <source>straight to %1</source>
        <translation>直線度 %1</translation>
    </message>
    <message>
        <source>runs over %1 dies</source>
        <translation>橫跨 %1 個晶粒</translation>
    </message>
    <message>
        <source>edges %1 % as strong as on good dies</source>
        <translation>邊緣強度為良品的 %1 %</translation>
    </message>
    <message>
        <source>off its place by %1 % of the short side</source>
        <translation>偏移短邊的 %1 %</translation>
    </message>
    <message>
        <source>turned by %1 degrees</source>
        <translation>旋轉 %1 度</translation>
    </message>
    <message>
        <source>%1 % of the way to the street&apos;s light</source>
        <translation>往切割道亮度的 %1 %</translation>
    </message>
    <message>
        <source>the die is too small in the picture to be called %1</source>
        <translation>晶粒在影像中太小，無法稱為%1</translation>
    </message>
    <message>
        <source>called so by %1 at %2</source>
        <translation>由 %1 於 %2 指定</translation>
    </message>
    <message>
        <source>by the rules %1: %2</source>
        <translation>依規則為%1：%2</translation>
    </message>
</context>
<context>
    <name>DeviceSettings</name>
    <message>
        <source>First row in its field</source>
        <translation>首列在曝光場中的位置</translation>
    </message>
    <message>
        <source>First column in its field</source>
        <translation>首行在曝光場中的位置</translation>
    </message>
    <message>
        <source>Primary flat</source>
        <translation>主平邊</translation>
    </message>
    <message>
        <source>Secondary flat</source>
        <translation>次平邊</translation>
    </message>
    <message>
        <source>Notch depth</source>
        <translation>缺口深度</translation>
    </message>
    <message>
        <source>Flat exclusion</source>
        <translation>平邊排除寬度</translation>
    </message>
    <message>
        <source>place of row 0 or column 0 in its field</source>
        <translation>第 0 列或第 0 行在其曝光場中的位置</translation>
    </message>
    <message>
        <source>length; -1: that of the size</source>
        <translation>長度；-1：依晶圓尺寸的標準值</translation>
    </message>
    <message>
        <source>-1: that of the size</source>
        <translation>-1：依晶圓尺寸的標準值</translation>
    </message>
    <message>
        <source>rim without dies at flats; -1: as the edge</source>
        <translation>平邊內側不放晶粒的邊緣；-1：與外緣相同</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主機</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>連接埠</translation>
    </message>
    <message>
        <source>Serial port</source>
        <translation>序列埠</translation>
    </message>
    <message>
        <source>Baud rate</source>
        <translation>鮑率</translation>
    </message>
    <message>
        <source>Answer timeout</source>
        <translation>回應逾時</translation>
    </message>
    <message>
        <source>X axis</source>
        <translation>X 軸</translation>
    </message>
    <message>
        <source>Y axis</source>
        <translation>Y 軸</translation>
    </message>
    <message>
        <source>Z axis</source>
        <translation>Z 軸</translation>
    </message>
    <message>
        <source>Theta axis</source>
        <translation>θ 軸</translation>
    </message>
    <message>
        <source>Length of a unit</source>
        <translation>單位長度</translation>
    </message>
    <message>
        <source>Axis resolution</source>
        <translation>軸解析度</translation>
    </message>
    <message>
        <source>Homing timeout</source>
        <translation>原點復歸逾時</translation>
    </message>
    <message>
        <source>Has z</source>
        <translation>具 z 軸</translation>
    </message>
    <message>
        <source>Flip x</source>
        <translation>x 反向</translation>
    </message>
    <message>
        <source>Flip y</source>
        <translation>y 反向</translation>
    </message>
    <message>
        <source>Home x</source>
        <translation>原點 x</translation>
    </message>
    <message>
        <source>Home y</source>
        <translation>原點 y</translation>
    </message>
    <message>
        <source>Centre x</source>
        <translation>中心 x</translation>
    </message>
    <message>
        <source>Centre y</source>
        <translation>中心 y</translation>
    </message>
    <message>
        <source>Settling window</source>
        <translation>到位容許範圍</translation>
    </message>
    <message>
        <source>Settling time</source>
        <translation>到位穩定時間</translation>
    </message>
    <message>
        <source>Settling timeout</source>
        <translation>到位逾時</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>相機</translation>
    </message>
    <message>
        <source>Packet socket</source>
        <translation>封包通訊端</translation>
    </message>
    <message>
        <source>Packet size</source>
        <translation>封包大小</translation>
    </message>
    <message>
        <source>Trigger line</source>
        <translation>觸發輸入</translation>
    </message>
    <message>
        <source>Exposure margin</source>
        <translation>曝光餘裕</translation>
    </message>
    <message>
        <source>Reconnect timeout</source>
        <translation>重新連線逾時</translation>
    </message>
    <message>
        <source>Pixel size</source>
        <translation>像素尺寸</translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation>飽和值</translation>
    </message>
    <message>
        <source>Pixel format</source>
        <translation>像素格式</translation>
    </message>
    <message>
        <source>Frame timeout</source>
        <translation>影格逾時</translation>
    </message>
    <message>
        <source>Frame buffers</source>
        <translation>影格緩衝區</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>型號</translation>
    </message>
    <message>
        <source>Protocol version</source>
        <translation>通訊協定版本</translation>
    </message>
    <message>
        <source>With checksum</source>
        <translation>使用總和檢查碼</translation>
    </message>
    <message>
        <source>Shortest integration</source>
        <translation>最短積分時間</translation>
    </message>
    <message>
        <source>Longest integration</source>
        <translation>最長積分時間</translation>
    </message>
    <message>
        <source>Most averages</source>
        <translation>最多平均次數</translation>
    </message>
    <message>
        <source>Saturation counts</source>
        <translation>飽和計數</translation>
    </message>
    <message>
        <source>Offset x</source>
        <translation>x 偏移</translation>
    </message>
    <message>
        <source>Offset y</source>
        <translation>y 偏移</translation>
    </message>
    <message>
        <source>Emission timeout</source>
        <translation>出光逾時</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名稱</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Spot area</source>
        <translation>光斑面積</translation>
    </message>
    <message>
        <source>Default power</source>
        <translation>預設功率</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>光源選擇</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>錄製資料</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>刻意故障</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>預設組合</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>亂數種子</translation>
    </message>
    <message>
        <source>Wafer size</source>
        <translation>晶圓尺寸</translation>
    </message>
    <message>
        <source>Wafer ID</source>
        <translation>晶圓 ID</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>列數</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>行數</translation>
    </message>
    <message>
        <source>Picture width</source>
        <translation>影像寬度</translation>
    </message>
    <message>
        <source>Picture height</source>
        <translation>影像高度</translation>
    </message>
    <message>
        <source>Camera mirrored</source>
        <translation>相機鏡像</translation>
    </message>
    <message>
        <source>Camera quarter turns</source>
        <translation>相機 90° 旋轉次數</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時間模式</translation>
    </message>
    <message>
        <source>Rendering</source>
        <translation>成像方式</translation>
    </message>
    <message>
        <source>Edge exclusion</source>
        <translation>邊緣排除</translation>
    </message>
    <message>
        <source>Pitch x</source>
        <translation>x 間距</translation>
    </message>
    <message>
        <source>Pitch y</source>
        <translation>y 間距</translation>
    </message>
    <message>
        <source>Stagger x</source>
        <translation>x 錯位</translation>
    </message>
    <message>
        <source>Stagger y</source>
        <translation>y 錯位</translation>
    </message>
    <message>
        <source>Field rows</source>
        <translation>曝光場列數</translation>
    </message>
    <message>
        <source>Field columns</source>
        <translation>曝光場行數</translation>
    </message>
    <message>
        <source>Field gap x</source>
        <translation>x 曝光場間隙</translation>
    </message>
    <message>
        <source>Field gap y</source>
        <translation>y 曝光場間隙</translation>
    </message>
    <message>
        <source>Layout file</source>
        <translation>佈局檔案</translation>
    </message>
    <message>
        <source>Die width</source>
        <translation>晶粒寬度</translation>
    </message>
    <message>
        <source>Die height</source>
        <translation>晶粒高度</translation>
    </message>
    <message>
        <source>Rotation</source>
        <translation>旋轉</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>Pixel</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>Reference excitation</source>
        <translation>基準激發密度</translation>
    </message>
    <message>
        <source>Reference exposure</source>
        <translation>基準曝光</translation>
    </message>
    <message>
        <source>Reference electrons</source>
        <translation>基準電子數</translation>
    </message>
    <message>
        <source>SRH coefficient A</source>
        <translation>SRH 係數 A</translation>
    </message>
    <message>
        <source>Wavelength</source>
        <translation>波長</translation>
    </message>
    <message>
        <source>Wavelength gradient</source>
        <translation>波長梯度</translation>
    </message>
    <message>
        <source>Shunted share</source>
        <translation>分流比例</translation>
    </message>
    <message>
        <source>Dead share</source>
        <translation>死燈比例</translation>
    </message>
    <message>
        <source>Open contact share</source>
        <translation>接觸開路比例</translation>
    </message>
    <message>
        <source>Blur (sigma)</source>
        <translation>模糊 (sigma)</translation>
    </message>
    <message>
        <source>Vignetting</source>
        <translation>暗角</translation>
    </message>
    <message>
        <source>Stray light</source>
        <translation>雜散光</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>增益</translation>
    </message>
    <message>
        <source>Read noise</source>
        <translation>讀出雜訊</translation>
    </message>
    <message>
        <source>Full well</source>
        <translation>滿井容量</translation>
    </message>
    <message>
        <source>Hot share</source>
        <translation>熱像素比例</translation>
    </message>
    <message>
        <source>Stage speed</source>
        <translation>載台速度</translation>
    </message>
    <message>
        <source>Reflected light shows</source>
        <translation>反射光內容</translation>
    </message>
    <message>
        <source>appearance: reflected light shows pads, grain and damage of dies; plain: as the preset</source>
        <translation>appearance：反射光顯示晶粒的焊墊、顆粒紋與損傷；plain：依預設組</translation>
    </message>
    <message>
        <source>Stage jitter</source>
        <translation>載台抖動</translation>
    </message>
    <message>
        <source>Stage backlash</source>
        <translation>載台背隙</translation>
    </message>
    <message>
        <source>Camera rotation</source>
        <translation>相機旋轉</translation>
    </message>
    <message>
        <source>Camera scale</source>
        <translation>相機比例</translation>
    </message>
    <message>
        <source>Camera readout</source>
        <translation>相機讀出時間</translation>
    </message>
    <message>
        <source>Focus in the middle</source>
        <translation>中央焦點高度</translation>
    </message>
    <message>
        <source>Focus tilt x</source>
        <translation>焦面傾斜 x</translation>
    </message>
    <message>
        <source>Focus tilt y</source>
        <translation>焦面傾斜 y</translation>
    </message>
    <message>
        <source>Focus bow</source>
        <translation>焦面翹曲</translation>
    </message>
    <message>
        <source>Laser maximum power</source>
        <translation>雷射最大功率</translation>
    </message>
    <message>
        <source>Illuminated area</source>
        <translation>照明面積</translation>
    </message>
    <message>
        <source>Laser bend</source>
        <translation>雷射曲線彎曲</translation>
    </message>
    <message>
        <source>X travel</source>
        <translation>X 行程</translation>
    </message>
    <message>
        <source>Y travel</source>
        <translation>Y 行程</translation>
    </message>
    <message>
        <source>Z travel</source>
        <translation>Z 行程</translation>
    </message>
    <message>
        <source>Theta travel</source>
        <translation>θ 行程</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>解析度</translation>
    </message>
    <message>
        <source>Sensor</source>
        <translation>感測器</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>曝光</translation>
    </message>
    <message>
        <source>Pixel formats</source>
        <translation>像素格式</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>像素數</translation>
    </message>
    <message>
        <source>Integration</source>
        <translation>積分時間</translation>
    </message>
    <message>
        <source>Averages</source>
        <translation>平均次數</translation>
    </message>
    <message>
        <source>Used for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>功率</translation>
    </message>
    <message>
        <source>Excitation</source>
        <translation>激發密度</translation>
    </message>
    <message>
        <source>Interlock</source>
        <translation>安全連鎖</translation>
    </message>
    <message>
        <source>network name or address; empty: a serial port</source>
        <translation>網路名稱或位址；留空：使用序列埠</translation>
    </message>
    <message>
        <source>TCP port of the host</source>
        <translation>主機的 TCP 連接埠</translation>
    </message>
    <message>
        <source>serial port, e.g. /dev/ttyUSB0</source>
        <translation>序列埠，例如 /dev/ttyUSB0</translation>
    </message>
    <message>
        <source>speed of the serial port</source>
        <translation>序列埠的速率</translation>
    </message>
    <message>
        <source>how long an answer may take</source>
        <translation>等待回應的時間</translation>
    </message>
    <message>
        <source>axis that moves the wafer in x</source>
        <translation>使晶圓沿 x 方向移動的軸</translation>
    </message>
    <message>
        <source>axis that moves the wafer in y</source>
        <translation>使晶圓沿 y 方向移動的軸</translation>
    </message>
    <message>
        <source>focus axis; empty: none</source>
        <translation>對焦軸；留空：無</translation>
    </message>
    <message>
        <source>rotation axis, in degrees; empty: none</source>
        <translation>旋轉軸，單位為度；留空：無</translation>
    </message>
    <message>
        <source>physical unit of x, y and z</source>
        <translation>x、y、z 的物理單位</translation>
    </message>
    <message>
        <source>smallest step of the mechanics</source>
        <translation>機構的最小步進</translation>
    </message>
    <message>
        <source>how long homing may take</source>
        <translation>原點復歸的時限</translation>
    </message>
    <message>
        <source>the controller drives the focus</source>
        <translation>由控制器驅動對焦</translation>
    </message>
    <message>
        <source>the stage&apos;s x runs against the wafer&apos;s</source>
        <translation>載台的 x 與晶圓的 x 反向</translation>
    </message>
    <message>
        <source>the stage&apos;s y runs against the wafer&apos;s</source>
        <translation>載台的 y 與晶圓的 y 反向</translation>
    </message>
    <message>
        <source>where the stage stands after homing</source>
        <translation>原點復歸後的載台位置</translation>
    </message>
    <message>
        <source>device id, serial number or address; empty: the first found</source>
        <translation>裝置 ID、序號或位址；留空：第一部找到的相機</translation>
    </message>
    <message>
        <source>off for a camera on loopback</source>
        <translation>回送介面上的相機請關閉</translation>
    </message>
    <message>
        <source>0: as the camera has it</source>
        <translation>0：依相機設定</translation>
    </message>
    <message>
        <source>input of the hardware trigger</source>
        <translation>硬體觸發的輸入</translation>
    </message>
    <message>
        <source>added to the exposure before the stage moves</source>
        <translation>載台移動前於曝光之外加上的時間</translation>
    </message>
    <message>
        <source>how long a lost camera is looked for</source>
        <translation>搜尋斷線相機的時間</translation>
    </message>
    <message>
        <source>name shown; the protocol does not tell it</source>
        <translation>顯示的名稱；通訊協定不提供</translation>
    </message>
    <message>
        <source>4352 (0x1100); Ventana: 4096</source>
        <translation>4352 (0x1100)；Ventana 為 4096</translation>
    </message>
    <message>
        <source>send MD5 checksums</source>
        <translation>傳送 MD5 總和檢查碼</translation>
    </message>
    <message>
        <source>shortest integration</source>
        <translation>可設定的最短積分時間</translation>
    </message>
    <message>
        <source>longest integration</source>
        <translation>可設定的最長積分時間</translation>
    </message>
    <message>
        <source>most spectra averaged</source>
        <translation>最多可平均的光譜數</translation>
    </message>
    <message>
        <source>of its converter</source>
        <translation>A/D 轉換器的飽和值</translation>
    </message>
    <message>
        <source>how long the light may take to come on</source>
        <translation>等待光源點亮的時間</translation>
    </message>
    <message>
        <source>folder of the recording</source>
        <translation>錄製資料的資料夾</translation>
    </message>
    <message>
        <source>which light of the recorded tool</source>
        <translation>錄製機台的哪一個光源</translation>
    </message>
    <message>
        <source>where the stage stands when the wafer&apos;s centre is under the camera</source>
        <translation>晶圓中心位於相機下方時的載台位置</translation>
    </message>
    <message>
        <source>in position: within this of the target</source>
        <translation>到位條件：距目標不超過此值</translation>
    </message>
    <message>
        <source>in position: for so long</source>
        <translation>到位條件：須持續此時間</translation>
    </message>
    <message>
        <source>a move that takes longer is a fault</source>
        <translation>移動超過此時間即視為故障</translation>
    </message>
    <message>
        <source>of a pixel on the wafer; 0: as the driver knows it</source>
        <translation>一個像素在晶圓上的尺寸；0：依驅動程式</translation>
    </message>
    <message>
        <source>value from which a pixel is clipped; 0: as the driver knows it</source>
        <translation>像素飽和的起始值；0：依驅動程式</translation>
    </message>
    <message>
        <source>GenICam name</source>
        <translation>GenICam 名稱</translation>
    </message>
    <message>
        <source>beyond the exposure</source>
        <translation>曝光時間以外的等待時間</translation>
    </message>
    <message>
        <source>frames of memory</source>
        <translation>保留在記憶體的影格數</translation>
    </message>
    <message>
        <source>from the camera&apos;s middle to the spectrometer&apos;s spot</source>
        <translation>由相機中心到光譜儀光斑的距離</translation>
    </message>
    <message>
        <source>by which recipes call it</source>
        <translation>配方中使用的名稱</translation>
    </message>
    <message>
        <source>what it is for</source>
        <translation>光源的用途</translation>
    </message>
    <message>
        <source>lit area on the wafer: W/cm2 = mW / 1000 / spot_cm2; 0: as the driver knows it</source>
        <translation>晶圓上的照明面積：W/cm2 = mW / 1000 / spot_cm2；0：依驅動程式</translation>
    </message>
    <message>
        <source>for channels without excitation density; 0: as the driver knows it</source>
        <translation>用於未設激發密度的通道；0：依驅動程式</translation>
    </message>
    <message>
        <source>faults on purpose: &quot;MODE[@COMMAND][+AFTER][xTIMES]&quot;</source>
        <translation>刻意製造的故障：&quot;MODE[@COMMAND][+AFTER][xTIMES]&quot;</translation>
    </message>
    <message>
        <source>which light of the simulated tool</source>
        <translation>模擬機台的哪一個光源</translation>
    </message>
    <message>
        <source>what the other settings start from</source>
        <translation>其他設定的起始值</translation>
    </message>
    <message>
        <source>of everything random</source>
        <translation>所有亂數的種子</translation>
    </message>
    <message>
        <source>2, 3, 4, 5, 6, 8 or 12</source>
        <translation>2、3、4、5、6、8 或 12</translation>
    </message>
    <message>
        <source>name of the wafer</source>
        <translation>晶圓的名稱</translation>
    </message>
    <message>
        <source>of dies; 0: as many as fit</source>
        <translation>晶粒數；0：能放多少放多少</translation>
    </message>
    <message>
        <source>of the camera</source>
        <translation>相機的像素數</translation>
    </message>
    <message>
        <source>left and right exchanged</source>
        <translation>左右互換</translation>
    </message>
    <message>
        <source>of the picture, clockwise; width_px runs along x still</source>
        <translation>影像順時針旋轉的次數；width_px 仍沿 x 方向</translation>
    </message>
    <message>
        <source>virtual: as fast as frames can be rendered</source>
        <translation>虛擬 (virtual)：影格算好即前進</translation>
    </message>
    <message>
        <source>repeated: ready-made frames, for throughput</source>
        <translation>重複 (repeated)：使用現成影格，供產能測試</translation>
    </message>
    <message>
        <source>rim without dies</source>
        <translation>無晶粒的邊緣寬度</translation>
    </message>
    <message>
        <source>from die to die along a row</source>
        <translation>沿列方向的晶粒間距</translation>
    </message>
    <message>
        <source>from die to die along a column</source>
        <translation>沿行方向的晶粒間距</translation>
    </message>
    <message>
        <source>odd rows lie so far to the right</source>
        <translation>奇數列往右移這麼多</translation>
    </message>
    <message>
        <source>odd columns lie so far up</source>
        <translation>奇數行往上移這麼多</translation>
    </message>
    <message>
        <source>of dies of a stepper field; 0: no fields</source>
        <translation>步進機曝光場的晶粒數；0：沒有曝光場</translation>
    </message>
    <message>
        <source>added to the street between stepper fields</source>
        <translation>加在曝光場之間的切割道上</translation>
    </message>
    <message>
        <source>layout file: which cells of the grid are dies; empty: all</source>
        <translation>佈局檔案：網格中哪些格是晶粒；留空：全部</translation>
    </message>
    <message>
        <source>of a die</source>
        <translation>單顆晶粒的尺寸</translation>
    </message>
    <message>
        <source>of the grid against the stage</source>
        <translation>晶粒格點相對於載台的旋轉</translation>
    </message>
    <message>
        <source>of the grid against its drawing</source>
        <translation>晶粒格點相對於設計圖的比例</translation>
    </message>
    <message>
        <source>of the grid from its place</source>
        <translation>晶粒格點偏離原位的距離</translation>
    </message>
    <message>
        <source>nominal size of a pixel on the wafer</source>
        <translation>像素在晶圓上的標稱尺寸</translation>
    </message>
    <message>
        <source>excitation for which reference_electrons holds</source>
        <translation>reference_electrons 所依據的激發密度</translation>
    </message>
    <message>
        <source>exposure for which reference_electrons holds</source>
        <translation>reference_electrons 所依據的曝光</translation>
    </message>
    <message>
        <source>in a pixel on a nominal healthy die</source>
        <translation>標稱正常晶粒上單一像素的電子數</translation>
    </message>
    <message>
        <source>Shockley-Read-Hall coefficient A</source>
        <translation>Shockley-Read-Hall 復合係數 A</translation>
    </message>
    <message>
        <source>of a nominal die</source>
        <translation>標稱晶粒的波長</translation>
    </message>
    <message>
        <source>alloy gradient over the wafer</source>
        <translation>整片晶圓的合金成分梯度</translation>
    </message>
    <message>
        <source>share of the dies with a shunt</source>
        <translation>有分流的晶粒比例</translation>
    </message>
    <message>
        <source>share of the dies that are dead</source>
        <translation>死燈晶粒的比例</translation>
    </message>
    <message>
        <source>share of the dies good to PL, dark to EL</source>
        <translation>PL 良好但 EL 不亮的晶粒比例</translation>
    </message>
    <message>
        <source>blur in best focus</source>
        <translation>最佳對焦時的模糊</translation>
    </message>
    <message>
        <source>loss of light in the corners</source>
        <translation>角落的光量損失</translation>
    </message>
    <message>
        <source>even background over the light of a die</source>
        <translation>均勻背景相對於晶粒亮度的比例</translation>
    </message>
    <message>
        <source>of the sensor</source>
        <translation>感測器的值</translation>
    </message>
    <message>
        <source>of a pixel; 0: no limit</source>
        <translation>單一像素的容量；0：無上限</translation>
    </message>
    <message>
        <source>of pixels that are hot</source>
        <translation>熱像素的比例</translation>
    </message>
    <message>
        <source>of the stage</source>
        <translation>載台的速度</translation>
    </message>
    <message>
        <source>true minus reported position, at most</source>
        <translation>實際與回報位置的最大差</translation>
    </message>
    <message>
        <source>lost motion</source>
        <translation>反向時的空行程</translation>
    </message>
    <message>
        <source>of the camera against the stage</source>
        <translation>相機相對於載台的旋轉</translation>
    </message>
    <message>
        <source>true size of a pixel over the nominal</source>
        <translation>像素實際尺寸與標稱之比</translation>
    </message>
    <message>
        <source>of a frame</source>
        <translation>單張影格的讀出時間</translation>
    </message>
    <message>
        <source>best focus at the middle</source>
        <translation>中央的最佳焦點高度</translation>
    </message>
    <message>
        <source>of the wafer</source>
        <translation>晶圓的傾斜</translation>
    </message>
    <message>
        <source>rise at the edge</source>
        <translation>邊緣的隆起高度</translation>
    </message>
    <message>
        <source>0: what gives 60 W/cm2</source>
        <translation>0：可達 60 W/cm2 的功率</translation>
    </message>
    <message>
        <source>lit by the laser; 0: 1.3 fields of the camera</source>
        <translation>雷射照射的面積；0：相機視野的 1.3 倍</translation>
    </message>
    <message>
        <source>how far the power curve is from a line</source>
        <translation>功率曲線偏離直線的程度</translation>
    </message>
    <message>
        <source>Physik Instrumente stage controllers, GCS 2.0</source>
        <translation>Physik Instrumente 載台控制器，GCS 2.0</translation>
    </message>
    <message>
        <source>ASI MS-2000 and RM-2000 microscope stages</source>
        <translation>ASI MS-2000、RM-2000 顯微鏡載台</translation>
    </message>
    <message>
        <source>GenICam cameras: GigE Vision and USB3 Vision</source>
        <translation>GenICam 相機：GigE Vision 與 USB3 Vision</translation>
    </message>
    <message>
        <source>Ocean Insight spectrometers, Ocean Binary Protocol</source>
        <translation>Ocean Insight 光譜儀，Ocean Binary Protocol</translation>
    </message>
    <message>
        <source>Coherent OBIS lasers</source>
        <translation>Coherent OBIS 雷射</translation>
    </message>
    <message>
        <source>a recording played as stage, camera, spectrometer and lights</source>
        <translation>將錄製資料當成載台、相機、光譜儀與光源播放</translation>
    </message>
    <message>
        <source>a virtual wafer behind a tool in software</source>
        <translation>以軟體模擬的機台與虛擬晶圓</translation>
    </message>
    <message>
        <source>laser</source>
        <translation>雷射</translation>
    </message>
    <message>
        <source>lamp</source>
        <translation>燈</translation>
    </message>
    <message>
        <source>mercury-argon</source>
        <translation>汞氬燈</translation>
    </message>
    <message>
        <source>virtual</source>
        <translation>虛擬</translation>
    </message>
    <message>
        <source>wall</source>
        <translation>實際時間</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>精確</translation>
    </message>
    <message>
        <source>repeated</source>
        <translation>重複</translation>
    </message>
    <message>
        <source>pl</source>
        <translation>光致發光 (PL)</translation>
    </message>
    <message>
        <source>reflected</source>
        <translation>反射光</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>顏色</translation>
    </message>
    <message>
        <source>wavelength</source>
        <translation>波長校正</translation>
    </message>
    <message>
        <source>true</source>
        <translation>是</translation>
    </message>
    <message>
        <source>false</source>
        <translation>否</translation>
    </message>
    <message>
        <source>example</source>
        <translation>範例</translation>
    </message>
    <message>
        <source>small</source>
        <translation>小型</translation>
    </message>
    <message>
        <source>dim</source>
        <translation>低亮度</translation>
    </message>
    <message>
        <source>one-channel</source>
        <translation>單通道</translation>
    </message>
    <message>
        <source>tilted</source>
        <translation>旋轉格點</translation>
    </message>
    <message>
        <source>large-dies</source>
        <translation>大晶粒</translation>
    </message>
    <message>
        <source>tiny-dies</source>
        <translation>極小晶粒</translation>
    </message>
    <message>
        <source>stage</source>
        <translation>載台</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>相機</translation>
    </message>
    <message>
        <source>spectrometer</source>
        <translation>光譜儀</translation>
    </message>
    <message>
        <source>inch</source>
        <translation>吋</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>位元組</translation>
    </message>
    <message>
        <source>open</source>
        <translation>開啟</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>閉合</translation>
    </message>
    <message>
        <source>Place at the remote</source>
        <translation>遙控器上的位置</translation>
    </message>
    <message>
        <source>place at an OBIS Remote or laser box; 0: the laser&apos;s own port</source>
        <translation>在 OBIS 遙控器或雷射箱上的位置；0：雷射本身的連接埠</translation>
    </message>
    <message>
        <source>plain</source>
        <translation>均勻</translation>
    </message>
    <message>
        <source>appearance</source>
        <translation>外觀</translation>
    </message>
    <message>
        <source>appearance-large</source>
        <translation>外觀-大晶粒</translation>
    </message>
    <message>
        <source>appearance-small</source>
        <translation>外觀-小晶粒</translation>
    </message>
    <message>
        <source>appearance-tiny</source>
        <translation>外觀-極小晶粒</translation>
    </message>
    <message>
        <source>Names of positions</source>
        <translation>位置名稱</translation>
    </message>
    <message>
        <source>Turning timeout</source>
        <translation>轉動逾時</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>位置數</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>Trigger connector</source>
        <translation>觸發接頭</translation>
    </message>
    <message>
        <source>Sensors always on</source>
        <translation>感測器常開</translation>
    </message>
    <message>
        <source>Filter edge</source>
        <translation>濾光片邊緣</translation>
    </message>
    <message>
        <source>Filter edge width</source>
        <translation>濾光片邊緣寬度</translation>
    </message>
    <message>
        <source>Transmission below the edge</source>
        <translation>邊緣以下的穿透率</translation>
    </message>
    <message>
        <source>Transmission above the edge</source>
        <translation>邊緣以上的穿透率</translation>
    </message>
    <message>
        <source>Effective index of the filter</source>
        <translation>濾光片的有效折射率</translation>
    </message>
    <message>
        <source>Filter angle at the corners</source>
        <translation>角落處的濾光片角度</translation>
    </message>
    <message>
        <source>Stands at</source>
        <translation>目前位置</translation>
    </message>
    <message>
        <source>of its positions from 1 on, by which recipes call them; empty: as the driver knows them</source>
        <translation>自第 1 位起各位置的名稱，供配方使用；留空：依驅動程式所知</translation>
    </message>
    <message>
        <source>a turn of the wheel that takes longer is a fault</source>
        <translation>輪子轉動超過此時間即為故障</translation>
    </message>
    <message>
        <source>6 or 12: the wheel is told so; 0: as many as it says</source>
        <translation>6 或 12：如此告知輪子；0：依其回報</translation>
    </message>
    <message>
        <source>else it turns slowly, for heavy filters</source>
        <translation>否則慢速轉動，適用較重的濾光片</translation>
    </message>
    <message>
        <source>whether the trigger connector takes a pulse, which turns the wheel, or gives one</source>
        <translation>觸發接頭是接收使輪子轉動的脈衝，或是輸出脈衝</translation>
    </message>
    <message>
        <source>their infrared light reaches the camera; else they are off while the wheel stands</source>
        <translation>其紅外光會進入相機；否則輪子靜止時關閉</translation>
    </message>
    <message>
        <source>middle of the sloped filter&apos;s edge</source>
        <translation>斜坡濾光片邊緣的中央</translation>
    </message>
    <message>
        <source>of the sloped filter&apos;s edge: an error function of this width</source>
        <translation>斜坡濾光片的邊緣：此寬度的誤差函數</translation>
    </message>
    <message>
        <source>transmission of the sloped filter below its edge</source>
        <translation>斜坡濾光片在邊緣以下的穿透率</translation>
    </message>
    <message>
        <source>transmission of the sloped filter above its edge</source>
        <translation>斜坡濾光片在邊緣以上的穿透率</translation>
    </message>
    <message>
        <source>effective index of the sloped filter: how far it shifts with the angle</source>
        <translation>斜坡濾光片的有效折射率：隨角度偏移的程度</translation>
    </message>
    <message>
        <source>sine of the angle at which light of a corner passes the wheel</source>
        <translation>角落光線穿過輪子的角度之正弦</translation>
    </message>
    <message>
        <source>Thorlabs filter wheels FW102C and FW212C</source>
        <translation>Thorlabs 濾光片輪 FW102C 與 FW212C</translation>
    </message>
    <message>
        <source>input</source>
        <translation>輸入</translation>
    </message>
    <message>
        <source>output</source>
        <translation>輸出</translation>
    </message>
    <message>
        <source>filter wheel</source>
        <translation>濾光片輪</translation>
    </message>
</context>
<context>
    <name>DeviceTexts</name>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>至少 %1</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>至多 %1</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1；%2</translation>
    </message>
    <message>
        <source>Must be a number.</source>
        <translation>必須是數字。</translation>
    </message>
    <message>
        <source>Must be a number: %1.</source>
        <translation>必須是數字：%1。</translation>
    </message>
    <message>
        <source>Must be a whole number.</source>
        <translation>必須是整數。</translation>
    </message>
    <message>
        <source>Must be a whole number: %1.</source>
        <translation>必須是整數：%1。</translation>
    </message>
    <message>
        <source>Must be a text of one line.</source>
        <translation>必須是單行文字。</translation>
    </message>
    <message>
        <source>Must be texts with commas between them.</source>
        <translation>必須是以逗號分隔的文字。</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>Clusters of failing dies</source>
        <translation>不良晶粒群聚</translation>
    </message>
    <message>
        <source>Defects in reflected light</source>
        <translation>反射光缺陷</translation>
    </message>
</context>
<context>
    <name>LogActions</name>
    <message>
        <source>scan</source>
        <translation>掃描</translation>
    </message>
    <message>
        <source>inspect</source>
        <translation>檢測</translation>
    </message>
    <message>
        <source>analyse</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>correlate</source>
        <translation>EL 比對</translation>
    </message>
    <message>
        <source>sign-off</source>
        <translation>簽核</translation>
    </message>
    <message>
        <source>bins</source>
        <translation>Bin</translation>
    </message>
    <message>
        <source>recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>calibration</source>
        <translation>校正</translation>
    </message>
    <message>
        <source>tool</source>
        <translation>機台</translation>
    </message>
    <message>
        <source>users</source>
        <translation>使用者</translation>
    </message>
    <message>
        <source>sign-in</source>
        <translation>登入</translation>
    </message>
    <message>
        <source>sign-in refused</source>
        <translation>登入遭拒</translation>
    </message>
    <message>
        <source>sign-out</source>
        <translation>登出</translation>
    </message>
    <message>
        <source>class</source>
        <translation>類別</translation>
    </message>
</context>
<context>
    <name>LogEvents</name>
    <message>
        <source>%1: passed over: %2 %3</source>
        <translation>%1：略過：%2 %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: stopped, since the interlock of %2 is open. Close the door or turn the key switch, then press Resume.</source>
        <translation>%1：因 %2 的安全連鎖開啟而停止。請關上門或轉動鑰匙開關，再按「繼續掃描」。</translation>
    </message>
    <message>
        <source>calibration started: %1</source>
        <translation>校正開始：%1</translation>
    </message>
    <message>
        <source>not done: %1: %2</source>
        <translation>未執行：%1：%2</translation>
    </message>
    <message>
        <source>%1 opened</source>
        <translation>已開啟：%1</translation>
    </message>
    <message>
        <source>%1 saved</source>
        <translation>已儲存：%1</translation>
    </message>
    <message>
        <source>%1 written</source>
        <translation>已寫入：%1</translation>
    </message>
    <message>
        <source>%1 saved; it is the tool from here on</source>
        <translation>已儲存：%1；自此使用此機台</translation>
    </message>
    <message>
        <source>the tool is in use; ask the devices afterwards</source>
        <translation>機台使用中；請於結束後再測試裝置</translation>
    </message>
    <message>
        <source>%1: this recipe is locked (its file is write-protected); save under another name</source>
        <translation>%1：此配方已鎖定（檔案為唯讀）；請另存新檔</translation>
    </message>
    <message>
        <source>scan started: wafer %1, recipe %2, %3</source>
        <translation>掃描開始：晶圓 %1，配方 %2，%3</translation>
    </message>
    <message>
        <source>scan resumed: wafer %1, recipe %2, %3</source>
        <translation>接續掃描：晶圓 %1，配方 %2，%3</translation>
    </message>
    <message>
        <source>scan paused: wafer %1</source>
        <translation>掃描暫停：晶圓 %1</translation>
    </message>
    <message>
        <source>scan goes on: wafer %1</source>
        <translation>掃描繼續：晶圓 %1</translation>
    </message>
    <message>
        <source>scan is being stopped: wafer %1</source>
        <translation>正在中止掃描：晶圓 %1</translation>
    </message>
    <message>
        <source>scan finished: %1: %2 dies in %3 s, yield %4 %</source>
        <translation>掃描完成：%1：%2 顆晶粒，%3 秒，良率 %4 %</translation>
    </message>
    <message>
        <source>scan finished: %1: %2 dies in %3 s</source>
        <translation>掃描完成：%1：%2 顆晶粒，%3 秒</translation>
    </message>
    <message>
        <source>scan stopped: %1</source>
        <translation>掃描已中止：%1</translation>
    </message>
    <message>
        <source>scan failed: %1: %2</source>
        <translation>掃描失敗：%1：%2</translation>
    </message>
    <message>
        <source>fault of %1: %2</source>
        <translation>裝置故障：%1：%2</translation>
    </message>
    <message>
        <source>%1 is slow: %2</source>
        <translation>裝置回應緩慢：%1：%2</translation>
    </message>
    <message>
        <source>%1 is connected again</source>
        <translation>裝置已重新連線：%1</translation>
    </message>
    <message>
        <source>calibration done and stored: %1</source>
        <translation>校正完成並已儲存：%1</translation>
    </message>
    <message>
        <source>calibration beyond its limits, not stored: %1</source>
        <translation>校正超出限值，未儲存：%1</translation>
    </message>
    <message>
        <source>calibration cancelled</source>
        <translation>校正已取消</translation>
    </message>
    <message>
        <source>learnt from %1 dies; best: %2</source>
        <translation>已由 %1 顆晶粒學習；最佳：%2</translation>
    </message>
    <message>
        <source>the dies are judged by recipe %1</source>
        <translation>已依配方判定晶粒：%1</translation>
    </message>
    <message>
        <source>the dies are judged by the recipe with a model (%1) learnt from %2 dies</source>
        <translation>已依含學得模型（%1，%2 顆晶粒）的配方判定晶粒</translation>
    </message>
    <message>
        <source>%1: judged by recipe %2</source>
        <translation>%1：依配方判定：%2</translation>
    </message>
    <message>
        <source>%1: judged by the recipe with a model (%2) learnt from %3 dies</source>
        <translation>%1：依含學得模型（%2，%3 顆晶粒）的配方判定</translation>
    </message>
    <message>
        <source>EL data and result are stored in the wafer file</source>
        <translation>EL 資料與結果已存入晶圓檔案</translation>
    </message>
    <message>
        <source>the wafer is signed off</source>
        <translation>晶圓已簽核</translation>
    </message>
    <message>
        <source>%1: signed off; %2</source>
        <translation>%1：簽核；%2</translation>
    </message>
    <message>
        <source>bins tuned: %1</source>
        <translation>已調整 Bin：%1</translation>
    </message>
    <message>
        <source>%1: bins tuned: %2</source>
        <translation>%1：調整 Bin：%2</translation>
    </message>
    <message>
        <source>%1 dies are in the clipboard as a table</source>
        <translation>%1 顆晶粒已以表格複製到剪貼簿</translation>
    </message>
    <message>
        <source>%1 can&apos;t be compared with this wafer: its dies lie on another grid. Choose a wafer of the same layout.</source>
        <translation>%1 無法與此晶圓比較：晶粒格點不同。請選擇相同布局的晶圓。</translation>
    </message>
    <message>
        <source>a picture of the page is in the clipboard</source>
        <translation>頁面圖片已複製到剪貼簿</translation>
    </message>
    <message>
        <source>the page is printed</source>
        <translation>頁面已列印</translation>
    </message>
    <message>
        <source>users set up; administrator %1</source>
        <translation>已完成使用者設定；管理員：%1</translation>
    </message>
    <message>
        <source>%1 added as %2</source>
        <translation>新增使用者：%1（%2）</translation>
    </message>
    <message>
        <source>%1 removed</source>
        <translation>移除使用者：%1</translation>
    </message>
    <message>
        <source>%1 is %2</source>
        <translation>變更角色：%1 → %2</translation>
    </message>
    <message>
        <source>password of %1 changed</source>
        <translation>變更密碼：%1</translation>
    </message>
    <message>
        <source>name or password of %1 was wrong</source>
        <translation>名稱或密碼錯誤：%1</translation>
    </message>
    <message>
        <source>%1: defect %2 on the die at row %3, column %4: class %6, was %5</source>
        <translation>%1：第 %3 列、第 %4 行晶粒的缺陷 %2：類別 %6，原為 %5</translation>
    </message>
</context>
<context>
    <name>LogSources</name>
    <message>
        <source>run</source>
        <translation>執行</translation>
    </message>
    <message>
        <source>review</source>
        <translation>檢視</translation>
    </message>
    <message>
        <source>correlation</source>
        <translation>相關性</translation>
    </message>
    <message>
        <source>recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>calibration</source>
        <translation>校正</translation>
    </message>
    <message>
        <source>devices</source>
        <translation>裝置</translation>
    </message>
    <message>
        <source>file</source>
        <translation>檔案</translation>
    </message>
    <message>
        <source>window</source>
        <translation>視窗</translation>
    </message>
</context>
<context>
    <name>LogValues</name>
    <message>
        <source>operator</source>
        <translation>作業員</translation>
    </message>
    <message>
        <source>engineer</source>
        <translation>工程師</translation>
    </message>
    <message>
        <source>qa</source>
        <translation>品保</translation>
    </message>
    <message>
        <source>stage</source>
        <translation>載台</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>相機</translation>
    </message>
    <message>
        <source>spectrometer</source>
        <translation>光譜儀</translation>
    </message>
    <message>
        <source>recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>thresholds</source>
        <translation>門檻值</translation>
    </message>
    <message>
        <source>logistic</source>
        <translation>邏輯迴歸</translation>
    </message>
    <message>
        <source>forest</source>
        <translation>隨機森林</translation>
    </message>
    <message>
        <source>boosted</source>
        <translation>提升樹</translation>
    </message>
    <message>
        <source>filter wheel</source>
        <translation>濾光片輪</translation>
    </message>
</context>
<context>
    <name>ModuleWords</name>
    <message>
        <source>good</source>
        <translation>良好</translation>
    </message>
    <message>
        <source>always on</source>
        <translation>恆亮</translation>
    </message>
    <message>
        <source>wrong colour</source>
        <translation>顏色錯誤</translation>
    </message>
    <message>
        <source>line</source>
        <translation>線</translation>
    </message>
    <message>
        <source>dead</source>
        <translation>死燈</translation>
    </message>
    <message>
        <source>dim</source>
        <translation>低亮度</translation>
    </message>
    <message>
        <source>bright</source>
        <translation>過亮</translation>
    </message>
    <message>
        <source>saturated</source>
        <translation>飽和</translation>
    </message>
    <message>
        <source>unmeasured</source>
        <translation>未量測</translation>
    </message>
    <message>
        <source>Bins</source>
        <translation>Bin</translation>
    </message>
    <message>
        <source>Light over neighbours</source>
        <translation>相對鄰近亮度</translation>
    </message>
    <message>
        <source>Luminance</source>
        <translation>亮度</translation>
    </message>
    <message>
        <source>Smooth field</source>
        <translation>平滑亮度分布</translation>
    </message>
    <message>
        <source>Demura gain</source>
        <translation>Demura 增益</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>row</source>
        <translation>列</translation>
    </message>
    <message>
        <source>column</source>
        <translation>行</translation>
    </message>
    <message>
        <source>spot</source>
        <translation>點狀</translation>
    </message>
    <message>
        <source>band along rows</source>
        <translation>沿列的帶狀</translation>
    </message>
    <message>
        <source>band along columns</source>
        <translation>沿行的帶狀</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>漸變</translation>
    </message>
    <message>
        <source>Fault class: unknown</source>
        <translation>缺陷等級：不明</translation>
    </message>
    <message>
        <source>Fault class %1</source>
        <translation>缺陷等級 %1</translation>
    </message>
    <message>
        <source>Sub-pixels not measured</source>
        <translation>未量測的子像素</translation>
    </message>
    <message>
        <source>Faults of sub-pixels</source>
        <translation>子像素缺陷</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>線缺陷</translation>
    </message>
    <message>
        <source>Worst mura</source>
        <translation>最差 Mura</translation>
    </message>
    <message>
        <source>Uniformity of 9 points</source>
        <translation>9 點均勻度</translation>
    </message>
    <message>
        <source>Largest step at a seam</source>
        <translation>接縫最大階差</translation>
    </message>
    <message>
        <source>Largest difference of colour, u&apos;v&apos;</source>
        <translation>最大色差 u&apos;v&apos;</translation>
    </message>
    <message>
        <source>Fault class</source>
        <translation>缺陷等級</translation>
    </message>
    <message>
        <source>worse than all</source>
        <translation>等級外</translation>
    </message>
    <message>
        <source>at worst %1</source>
        <translation>最差 %1</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>至少 %1</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>至多 %1</translation>
    </message>
    <message>
        <source>%1 of %2 sub-pixels were not measured: no module passes unseen</source>
        <translation>%2 個子像素中有 %1 個未量測：未經檢視的模組不得通過</translation>
    </message>
    <message>
        <source>%1: %2, %3 is asked</source>
        <translation>%1：%2，要求%3</translation>
    </message>
    <message>
        <source>%1 could not be measured, %2 is asked</source>
        <translation>%1：無法量測，要求%2</translation>
    </message>
    <message>
        <source>Luminance is relative only: the recording does not tell cd/m² of every colour.</source>
        <translation>亮度僅為相對值：記錄未提供每種顏色的 cd/m²。</translation>
    </message>
    <message>
        <source>There is no black pattern: sub-pixels that are always on, and the fault class, can&apos;t be told.</source>
        <translation>沒有黑畫面圖樣：無法判斷恆亮的子像素與缺陷等級。</translation>
    </message>
    <message>
        <source>No pattern drives “%1”: its sub-pixels are not measured.</source>
        <translation>沒有圖樣點亮「%1」：其子像素未量測。</translation>
    </message>
    <message>
        <source>“%1” is judged by “%2”: no pattern drives it alone at full gray.</source>
        <translation>「%1」以「%2」判定：沒有圖樣以最高灰階單獨點亮它。</translation>
    </message>
    <message>
        <source>Fault class: worse than all</source>
        <translation>缺陷等級：等級外</translation>
    </message>
</context>
<context>
    <name>Recipe</name>
    <message>
        <source>Name</source>
        <translation>名稱</translation>
    </message>
    <message>
        <source>Stands in the wafer file and in its log.</source>
        <translation>會記錄在晶圓檔案及其記錄中。</translation>
    </message>
    <message>
        <source>Window radius</source>
        <translation>視窗半徑</translation>
    </message>
    <message>
        <source>A die is compared with healthy dies of a square 2 r + 1 dies wide.</source>
        <translation>與邊長 2 r + 1 顆晶粒的方形內正常晶粒比較。</translation>
    </message>
    <message>
        <source>Healthy within</source>
        <translation>正常範圍</translation>
    </message>
    <message>
        <source>Dies within so many robust sigmas of their surroundings are healthy.</source>
        <translation>與周圍相差在此穩健 sigma 倍數內者為正常。</translation>
    </message>
    <message>
        <source>Fewest healthy dies</source>
        <translation>最少正常晶粒數</translation>
    </message>
    <message>
        <source>A window with fewer healthy dies is widened until it has them.</source>
        <translation>正常晶粒不足時會擴大視窗。</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>回合數</translation>
    </message>
    <message>
        <source>How often the healthy dies are chosen anew.</source>
        <translation>重新挑選正常晶粒的次數。</translation>
    </message>
    <message>
        <source>Dead below</source>
        <translation>死燈低於</translation>
    </message>
    <message>
        <source>Relative intensity of the strongest channel. A dead short still glows some percent.</source>
        <translation>最強通道的相對強度。完全短路仍會有數 % 的微光。</translation>
    </message>
    <message>
        <source>Dim below</source>
        <translation>偏暗低於</translation>
    </message>
    <message>
        <source>Relative intensity of the strongest channel below which a die is dim: weak, leaky or covered.</source>
        <translation>最強通道相對強度低於此值即偏暗：弱光、漏電或遮蔽。</translation>
    </message>
    <message>
        <source>Leaky below</source>
        <translation>漏電低於</translation>
    </message>
    <message>
        <source>Weakest over strongest channel. A shunt drains carriers most under weak light.</source>
        <translation>最弱與最強通道之比。分流在弱光下流失載子最多。</translation>
    </message>
    <message>
        <source>Covered above</source>
        <translation>遮蔽高於</translation>
    </message>
    <message>
        <source>Weakest over strongest channel of a dim die: above it light is lost outside, the junction is sound.</source>
        <translation>偏暗晶粒的最弱與最強通道之比：高於此值表示光在外部損失，接面完好。</translation>
    </message>
    <message>
        <source>Spread of the ratio</source>
        <translation>比值的離散</translation>
    </message>
    <message>
        <source>Of weakest over strongest among healthy dies, beyond noise, 1 sigma.</source>
        <translation>正常晶粒最弱與最強之比扣除雜訊後的離散，1 sigma。</translation>
    </message>
    <message>
        <source>Operating point</source>
        <translation>操作點</translation>
    </message>
    <message>
        <source>Excitation density whose photocurrent equals the operating current.</source>
        <translation>光電流等於操作電流時的激發密度。</translation>
    </message>
    <message>
        <source>Bright above</source>
        <translation>過亮高於</translation>
    </message>
    <message>
        <source>Relative intensity of the strongest channel: metal peeled off, or dies grown together.</source>
        <translation>最強通道的相對強度：金屬剝落或晶粒相連。</translation>
    </message>
    <message>
        <source>Nonuniform above</source>
        <translation>不均勻高於</translation>
    </message>
    <message>
        <source>Variation inside the die beyond noise, coefficient of variation.</source>
        <translation>晶粒內部扣除雜訊的變異，變異係數。</translation>
    </message>
    <message>
        <source>Wavelength tolerance</source>
        <translation>波長容差</translation>
    </message>
    <message>
        <source>Distance of the peak wavelength from the smooth trend of the wafer.</source>
        <translation>峰值波長與晶圓平滑趨勢的偏差。</translation>
    </message>
    <message>
        <source>Saturated above</source>
        <translation>飽和高於</translation>
    </message>
    <message>
        <source>Clipped pixels of a die.</source>
        <translation>晶粒的飽和像素數。</translation>
    </message>
    <message>
        <source>Noise of the ratio up to</source>
        <translation>比值雜訊上限</translation>
    </message>
    <message>
        <source>A ratio of weakest over strongest noisier than this is not judged.</source>
        <translation>雜訊高於此值的比值不予判定。</translation>
    </message>
    <message>
        <source>good</source>
        <translation>良好</translation>
    </message>
    <message>
        <source>As bright as its healthy neighbours in every channel.</source>
        <translation>各通道皆與正常鄰近晶粒同亮。</translation>
    </message>
    <message>
        <source>dead</source>
        <translation>死燈</translation>
    </message>
    <message>
        <source>Dark in the strongest channel: missing, burnt or shorted.</source>
        <translation>最強通道中不亮：缺失、燒毀或短路。</translation>
    </message>
    <message>
        <source>leaky</source>
        <translation>漏電</translation>
    </message>
    <message>
        <source>Too dim under weak excitation for its brightness under strong: a shunt or damaged sidewalls drain carriers.</source>
        <translation>相對於強激發下的亮度，弱激發下過暗：分流或受損側壁流失載子。</translation>
    </message>
    <message>
        <source>weak</source>
        <translation>弱光</translation>
    </message>
    <message>
        <source>Dim, and no weak channel to show that its junction is sound.</source>
        <translation>偏暗，且無弱光通道可證明接面完好。</translation>
    </message>
    <message>
        <source>wavelength</source>
        <translation>波長</translation>
    </message>
    <message>
        <source>Peak wavelength far from that of its surroundings.</source>
        <translation>峰值波長與周圍相差甚遠。</translation>
    </message>
    <message>
        <source>nonuniform</source>
        <translation>不均勻</translation>
    </message>
    <message>
        <source>Far more uneven inside than other dies.</source>
        <translation>內部遠較其他晶粒不均勻。</translation>
    </message>
    <message>
        <source>covered</source>
        <translation>遮蔽</translation>
    </message>
    <message>
        <source>Dim by the same factor in every channel: light is lost on its way (particle, residue), the junction is sound.</source>
        <translation>各通道以相同倍率變暗：光在途中損失（微粒、殘留物），接面完好。</translation>
    </message>
    <message>
        <source>saturated</source>
        <translation>飽和</translation>
    </message>
    <message>
        <source>Clipped by the camera: at least as bright as measured.</source>
        <translation>相機飽和：至少與量測值同亮。</translation>
    </message>
    <message>
        <source>bright</source>
        <translation>過亮</translation>
    </message>
    <message>
        <source>Far brighter than healthy dies are: metal peeled off, dies grown together.</source>
        <translation>遠比正常晶粒亮：金屬剝落或晶粒相連。</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代碼</translation>
    </message>
    <message>
        <source>Number of the bin in the file.</source>
        <translation>檔案中的 Bin 編號。</translation>
    </message>
    <message>
        <source>Must differ from all other bins.</source>
        <translation>不得與其他 Bin 重複。</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>顏色</translation>
    </message>
    <message>
        <source>As #RRGGBB.</source>
        <translation>格式 #RRGGBB。</translation>
    </message>
    <message>
        <source>Passes</source>
        <translation>通過</translation>
    </message>
    <message>
        <source>Whether its dies count as good in the yield.</source>
        <translation>是否計入良率的良品。</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>圖層</translation>
    </message>
    <message>
        <source>Name of the layer that is asked, as in the review.</source>
        <translation>檢視頁中的圖層名稱。</translation>
    </message>
    <message>
        <source>Below</source>
        <translation>低於</translation>
    </message>
    <message>
        <source>Dies under this value; may be empty.</source>
        <translation>低於此值的晶粒；可留空。</translation>
    </message>
    <message>
        <source>Above</source>
        <translation>高於</translation>
    </message>
    <message>
        <source>Dies over this value; may be empty.</source>
        <translation>高於此值的晶粒；可留空。</translation>
    </message>
    <message>
        <source>Absorbed share</source>
        <translation>吸收比例</translation>
    </message>
    <message>
        <source>Of the light that falls on a die, by its wells. Shunt resistances scale with its inverse.</source>
        <translation>照射於晶粒的光被量子井吸收的比例。分流電阻與其成反比。</translation>
    </message>
    <message>
        <source>Excitation wavelength</source>
        <translation>激發波長</translation>
    </message>
    <message>
        <source>Wavelength of the exciting light; turns its power into photocurrent.</source>
        <translation>激發光波長；用以將功率換算為光電流。</translation>
    </message>
    <message>
        <source>Open-circuit voltage</source>
        <translation>開路電壓</translation>
    </message>
    <message>
        <source>Of a healthy die at the excitation density below.</source>
        <translation>正常晶粒在下列激發密度時的值。</translation>
    </message>
    <message>
        <source>At excitation density</source>
        <translation>對應激發密度</translation>
    </message>
    <message>
        <source>Excitation density for which the open-circuit voltage holds.</source>
        <translation>開路電壓所對應的激發密度。</translation>
    </message>
    <message>
        <source>Thermal voltage</source>
        <translation>熱電壓</translation>
    </message>
    <message>
        <source>kT/q: 25.85 mV at 300 K.</source>
        <translation>kT/q：300 K 時為 25.85 mV。</translation>
    </message>
    <message>
        <source>Slope of healthy dies</source>
        <translation>正常晶粒的斜率</translation>
    </message>
    <message>
        <source>Of ln PL against ln excitation density, from 2/3 to 2; without it from the wafer&apos;s healthy dies.</source>
        <translation>ln PL 對 ln 激發密度的斜率，2/3 至 2；未填則取自晶圓的正常晶粒。</translation>
    </message>
    <message>
        <source>Least size of a cluster</source>
        <translation>群聚最小尺寸</translation>
    </message>
    <message>
        <source>So many failing dies of one bin side by side make a cluster.</source>
        <translation>同一 Bin 的不良晶粒相鄰達此數即為群聚。</translation>
    </message>
    <message>
        <source>Wafer ID</source>
        <translation>晶圓 ID</translation>
    </message>
    <message>
        <source>The Run page puts in the one that was entered or scanned.</source>
        <translation>執行頁會填入所輸入或掃描的 ID。</translation>
    </message>
    <message>
        <source>Diameter</source>
        <translation>直徑</translation>
    </message>
    <message>
        <source>A SEMI M1 size: 50.8, 76.2, 100, 125, 150, 200 or 300 mm.</source>
        <translation>SEMI M1 尺寸：50.8、76.2、100、125、150、200 或 300 mm。</translation>
    </message>
    <message>
        <source>Edge exclusion</source>
        <translation>邊緣排除</translation>
    </message>
    <message>
        <source>No die is looked for in this ring.</source>
        <translation>此環內不尋找晶粒。</translation>
    </message>
    <message>
        <source>Primary flat</source>
        <translation>主平邊</translation>
    </message>
    <message>
        <source>Its length, below. Empty: as SEMI M1 says for the size; 0: none.</source>
        <translation>下方平邊的長度。留空：依尺寸照 SEMI M1；0：沒有。</translation>
    </message>
    <message>
        <source>Secondary flat</source>
        <translation>次平邊</translation>
    </message>
    <message>
        <source>Its length, at the right. Empty: as SEMI M1 says for the size; 0: none.</source>
        <translation>右方平邊的長度。留空：依尺寸照 SEMI M1；0：沒有。</translation>
    </message>
    <message>
        <source>Notch depth</source>
        <translation>缺口深度</translation>
    </message>
    <message>
        <source>Of the V at the bottom. Empty: as SEMI M1 says for the size; 0: none.</source>
        <translation>下方 V 形缺口的深度。留空：依尺寸照 SEMI M1；0：沒有。</translation>
    </message>
    <message>
        <source>Flat exclusion</source>
        <translation>平邊排除</translation>
    </message>
    <message>
        <source>No die is looked for so near to a flat. Empty: as the edge exclusion.</source>
        <translation>離平邊這麼近的地方不尋找晶粒。留空：與邊緣排除相同。</translation>
    </message>
    <message>
        <source>Layout file</source>
        <translation>佈局檔案</translation>
    </message>
    <message>
        <source>Which cells of the grid are dies, test structures or marks: CSV, SEMI E142 or SINF. Empty: all are dies.</source>
        <translation>網格中哪些格是晶粒、測試結構或標記：CSV、SEMI E142 或 SINF。留空：全是晶粒。</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>重疊</translation>
    </message>
    <message>
        <source>Of neighbouring tiles; 0: two pitches and 20 µm.</source>
        <translation>相鄰圖塊之間；0：兩個間距加 20 µm。</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>裕度</translation>
    </message>
    <message>
        <source>How far the grid of dies may lie from its nominal place.</source>
        <translation>晶粒格點可偏離標稱位置的距離。</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>重試次數</translation>
    </message>
    <message>
        <source>How often a tile is taken again before it counts as failed.</source>
        <translation>圖塊判為失敗前的重拍次數。</translation>
    </message>
    <message>
        <source>Dark frames</source>
        <translation>暗場張數</translation>
    </message>
    <message>
        <source>Averaged before the scan where no calibration is given.</source>
        <translation>無校正資料時於掃描前平均。</translation>
    </message>
    <message>
        <source>Flat frames</source>
        <translation>平場張數</translation>
    </message>
    <message>
        <source>Middle x</source>
        <translation>中心 x</translation>
    </message>
    <message>
        <source>From the middle of the wafer, to the right.</source>
        <translation>自晶圓中心向右。</translation>
    </message>
    <message>
        <source>Middle y</source>
        <translation>中心 y</translation>
    </message>
    <message>
        <source>From the middle of the wafer, upwards.</source>
        <translation>自晶圓中心向上。</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>寬度</translation>
    </message>
    <message>
        <source>Only tiles that reach into the region are taken.</source>
        <translation>僅拍攝觸及此區域的圖塊。</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Empty: as many as fit on the wafer. Rows and columns go together.</source>
        <translation>留空：晶圓可容納的數量。列與行須一併指定。</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Empty: as many as fit on the wafer.</source>
        <translation>留空：晶圓可容納的數量。</translation>
    </message>
    <message>
        <source>First die x</source>
        <translation>首顆晶粒 x</translation>
    </message>
    <message>
        <source>Centre of the upper left die. Empty: the grid is centred.</source>
        <translation>左上晶粒的中心。留空：格點置中。</translation>
    </message>
    <message>
        <source>First die y</source>
        <translation>首顆晶粒 y</translation>
    </message>
    <message>
        <source>Pitch x</source>
        <translation>間距 x</translation>
    </message>
    <message>
        <source>From die to die along a row.</source>
        <translation>沿列的晶粒間距。</translation>
    </message>
    <message>
        <source>Pitch y</source>
        <translation>間距 y</translation>
    </message>
    <message>
        <source>From die to die along a column.</source>
        <translation>沿行的晶粒間距。</translation>
    </message>
    <message>
        <source>Die width</source>
        <translation>晶粒寬度</translation>
    </message>
    <message>
        <source>Of the emitting area, at most the pitch.</source>
        <translation>發光區尺寸，不超過間距。</translation>
    </message>
    <message>
        <source>Die height</source>
        <translation>晶粒高度</translation>
    </message>
    <message>
        <source>Stagger x</source>
        <translation>錯位 x</translation>
    </message>
    <message>
        <source>Odd rows lie so far to the right: a brick pattern. Empty: none.</source>
        <translation>奇數列往右移這麼多（磚砌排列）。留空：沒有。</translation>
    </message>
    <message>
        <source>Stagger y</source>
        <translation>錯位 y</translation>
    </message>
    <message>
        <source>Odd columns lie so far up. Empty: none.</source>
        <translation>奇數行往上移這麼多。留空：沒有。</translation>
    </message>
    <message>
        <source>Field rows</source>
        <translation>曝光場列數</translation>
    </message>
    <message>
        <source>Rows of dies of a stepper field. Empty: no fields.</source>
        <translation>步進機曝光場的晶粒列數。留空：沒有曝光場。</translation>
    </message>
    <message>
        <source>Field columns</source>
        <translation>曝光場行數</translation>
    </message>
    <message>
        <source>Columns of dies of a stepper field. Empty: no fields.</source>
        <translation>步進機曝光場的晶粒行數。留空：沒有曝光場。</translation>
    </message>
    <message>
        <source>Field gap x</source>
        <translation>曝光場間隙 x</translation>
    </message>
    <message>
        <source>Added to the street between fields side by side.</source>
        <translation>加在左右相鄰曝光場之間的切割道上。</translation>
    </message>
    <message>
        <source>Field gap y</source>
        <translation>曝光場間隙 y</translation>
    </message>
    <message>
        <source>Added to the street between fields above each other.</source>
        <translation>加在上下相鄰曝光場之間的切割道上。</translation>
    </message>
    <message>
        <source>First row in its field</source>
        <translation>首列在場中的位置</translation>
    </message>
    <message>
        <source>Place of row 0 in its field, from 0.</source>
        <translation>第 0 列在曝光場中的位置，從 0 起算。</translation>
    </message>
    <message>
        <source>First column in its field</source>
        <translation>首行在場中的位置</translation>
    </message>
    <message>
        <source>Place of column 0 in its field, from 0.</source>
        <translation>第 0 行在曝光場中的位置，從 0 起算。</translation>
    </message>
    <message>
        <source>Letters, digits and _; the layers are named after it.</source>
        <translation>英文字母、數字與 _；圖層以此命名。</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>類型</translation>
    </message>
    <message>
        <source>Photoluminescence, reflected light, or photoluminescence through a filter.</source>
        <translation>光致發光（pl）、反射光（reflected），或穿過濾光片的光致發光（colour）。</translation>
    </message>
    <message>
        <source>Excitation</source>
        <translation>激發密度</translation>
    </message>
    <message>
        <source>On the wafer. Reflected light needs none; colour has that of its PL channel.</source>
        <translation>以晶圓面計。反射光不需要；顏色通道沿用其 PL 通道的值。</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>曝光</translation>
    </message>
    <message>
        <source>Equal ones save time.</source>
        <translation>各通道相同可節省時間。</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>增益</translation>
    </message>
    <message>
        <source>Of the camera.</source>
        <translation>相機增益。</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>光源</translation>
    </message>
    <message>
        <source>Its name, where the tool has several of a kind.</source>
        <translation>機台有多個同類光源時的名稱。</translation>
    </message>
    <message>
        <source>Every n-th die</source>
        <translation>每 n 顆晶粒</translation>
    </message>
    <message>
        <source>0: none of them.</source>
        <translation>0：不量測。</translation>
    </message>
    <message>
        <source>Suspects</source>
        <translation>可疑晶粒</translation>
    </message>
    <message>
        <source>At most so many dies that fail by intensity, spread over the wafer.</source>
        <translation>強度不合格的晶粒中最多取此數，均勻分布於晶圓。</translation>
    </message>
    <message>
        <source>Excited by</source>
        <translation>激發通道</translation>
    </message>
    <message>
        <source>Name of a channel. Empty: the strongest.</source>
        <translation>通道名稱。留空：最強者。</translation>
    </message>
    <message>
        <source>Integration time</source>
        <translation>積分時間</translation>
    </message>
    <message>
        <source>Of one spectrum.</source>
        <translation>單一光譜。</translation>
    </message>
    <message>
        <source>Averages</source>
        <translation>平均次數</translation>
    </message>
    <message>
        <source>Spectra averaged for each die.</source>
        <translation>每顆晶粒平均的光譜數。</translation>
    </message>
    <message>
        <source>Every die in the region gets a spectrum.</source>
        <translation>區域內每顆晶粒皆量測光譜。</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>Healthy neighbourhood</source>
        <translation>正常鄰域</translation>
    </message>
    <message>
        <source>Thresholds</source>
        <translation>門檻值</translation>
    </message>
    <message>
        <source>Verdicts</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Bins that pass</source>
        <translation>通過的 Bin</translation>
    </message>
    <message>
        <source>Own bins</source>
        <translation>自訂 Bin</translation>
    </message>
    <message>
        <source>Leakage</source>
        <translation>漏電</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>群聚</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>掃描</translation>
    </message>
    <message>
        <source>Only a region</source>
        <translation>僅部分區域</translation>
    </message>
    <message>
        <source>Grid of dies</source>
        <translation>晶粒格點</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Spectra</source>
        <translation>光譜</translation>
    </message>
    <message>
        <source>Regions with a spectrum of every die</source>
        <translation>每顆皆量測光譜的區域</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>dies</source>
        <translation>晶粒</translation>
    </message>
    <message>
        <source>sigma</source>
        <translation>sigma</translation>
    </message>
    <message>
        <source>General</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>檢查</translation>
    </message>
    <message>
        <source>False alarms a million</source>
        <translation>每百萬誤報</translation>
    </message>
    <message>
        <source>Misplaced beyond</source>
        <translation>位置偏移界限</translation>
    </message>
    <message>
        <source>Turned beyond</source>
        <translation>旋轉界限</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>區域</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>矩形</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>靈敏度</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>類別</translation>
    </message>
    <message>
        <source>Extent</source>
        <translation>範圍</translation>
    </message>
    <message>
        <source>Polarity</source>
        <translation>極性</translation>
    </message>
    <message>
        <source>Touches</source>
        <translation>接觸</translation>
    </message>
    <message>
        <source>Lies on</source>
        <translation>位於</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Fails over</source>
        <translation>超過即不良</translation>
    </message>
    <message>
        <source>Least share of the die</source>
        <translation>晶粒占比下限</translation>
    </message>
    <message>
        <source>Most share of the die</source>
        <translation>晶粒占比上限</translation>
    </message>
    <message>
        <source>Least length</source>
        <translation>長度下限</translation>
    </message>
    <message>
        <source>Most length</source>
        <translation>長度上限</translation>
    </message>
    <message>
        <source>Least width</source>
        <translation>寬度下限</translation>
    </message>
    <message>
        <source>Most width</source>
        <translation>寬度上限</translation>
    </message>
    <message>
        <source>Least length over the short side</source>
        <translation>長度對短邊比下限</translation>
    </message>
    <message>
        <source>Most length over the short side</source>
        <translation>長度對短邊比上限</translation>
    </message>
    <message>
        <source>Least area</source>
        <translation>面積下限</translation>
    </message>
    <message>
        <source>Most area</source>
        <translation>面積上限</translation>
    </message>
    <message>
        <source>Least contrast</source>
        <translation>對比下限</translation>
    </message>
    <message>
        <source>Most contrast</source>
        <translation>對比上限</translation>
    </message>
    <message>
        <source>Least share of the pad</source>
        <translation>焊墊占比下限</translation>
    </message>
    <message>
        <source>Most share of the pad</source>
        <translation>焊墊占比上限</translation>
    </message>
    <message>
        <source>Least loss of metal&apos;s light</source>
        <translation>金屬反光損失下限</translation>
    </message>
    <message>
        <source>Most loss of metal&apos;s light</source>
        <translation>金屬反光損失上限</translation>
    </message>
    <message>
        <source>Least likeness to the body</source>
        <translation>與本體相似度下限</translation>
    </message>
    <message>
        <source>Most likeness to the body</source>
        <translation>與本體相似度上限</translation>
    </message>
    <message>
        <source>Least likeness to the street</source>
        <translation>與切割道相似度下限</translation>
    </message>
    <message>
        <source>Most likeness to the street</source>
        <translation>與切割道相似度上限</translation>
    </message>
    <message>
        <source>Least straightness</source>
        <translation>直線度下限</translation>
    </message>
    <message>
        <source>Most straightness</source>
        <translation>直線度上限</translation>
    </message>
    <message>
        <source>Least dies in a line</source>
        <translation>連續晶粒數下限</translation>
    </message>
    <message>
        <source>Most dies in a line</source>
        <translation>連續晶粒數上限</translation>
    </message>
    <message>
        <source>Least edges of the die</source>
        <translation>晶粒邊緣下限</translation>
    </message>
    <message>
        <source>Most edges of the die</source>
        <translation>晶粒邊緣上限</translation>
    </message>
    <message>
        <source>Least displacement</source>
        <translation>位移下限</translation>
    </message>
    <message>
        <source>Most displacement</source>
        <translation>位移上限</translation>
    </message>
    <message>
        <source>Least turn</source>
        <translation>旋轉下限</translation>
    </message>
    <message>
        <source>Most turn</source>
        <translation>旋轉上限</translation>
    </message>
    <message>
        <source>Order of names</source>
        <translation>命名順序</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外觀</translation>
    </message>
    <message>
        <source>Appearance in reflected light</source>
        <translation>反射光外觀</translation>
    </message>
    <message>
        <source>Regions of the die</source>
        <translation>晶粒區域</translation>
    </message>
    <message>
        <source>Classes of defects</source>
        <translation>缺陷類別</translation>
    </message>
    <message>
        <source>Names of dies</source>
        <translation>晶粒命名</translation>
    </message>
    <message>
        <source>degrees</source>
        <translation>度</translation>
    </message>
    <message>
        <source>Whether dies are inspected for their appearance where there is a channel of reflected light.</source>
        <translation>有反射光通道時，是否檢查晶粒外觀。</translation>
    </message>
    <message>
        <source>Good dies, of a million, on which something may be found that is none. Fewer false alarms need stronger defects.</source>
        <translation>每百萬顆良品中允許誤報的顆數。誤報越少，只能檢出越明顯的缺陷。</translation>
    </message>
    <message>
        <source>Displacement from which on a die is misplaced, as a share of its short side.</source>
        <translation>視為錯位的位移，以短邊的比例表示。</translation>
    </message>
    <message>
        <source>Turn from which on a die is misplaced.</source>
        <translation>視為錯位的旋轉角。</translation>
    </message>
    <message>
        <source>As its defects tell it.</source>
        <translation>該區域缺陷所顯示的名稱。</translation>
    </message>
    <message>
        <source>What the rectangle shows; what lies on ignore is not judged.</source>
        <translation>矩形所示的部分；ignore 上的不予判定。</translation>
    </message>
    <message>
        <source>Its lower left corner from the die&apos;s centre (right, up), its width and its height.</source>
        <translation>左下角相對晶粒中心的位置（向右、向上），以及寬與高。</translation>
    </message>
    <message>
        <source>Thresholds are divided by it: above 1, weaker defects are found, and more false alarms.</source>
        <translation>門檻除以此值：大於 1 可檢出較弱的缺陷，誤報也會增加。</translation>
    </message>
    <message>
        <source>Name that the finding gets. Rules are asked in their order, the standard ones after these; the first whose conditions all hold names it.</source>
        <translation>缺陷的名稱。規則依序套用，標準規則在後；條件全部符合的第一條決定名稱。</translation>
    </message>
    <message>
        <source>What was found: spot, a whole pad, body or die; several with vertical bars between. Empty: any.</source>
        <translation>檢出的對象：spot（斑點）、pad（整個焊墊）、body（本體）或 die（晶粒）；多個以 | 分隔。留空：任意。</translation>
    </message>
    <message>
        <source>dark, bright or mixed; several with vertical bars between. Empty: any.</source>
        <translation>dark（暗）、bright（亮）或 mixed（混合）；多個以 | 分隔。留空：任意。</translation>
    </message>
    <message>
        <source>What of the die&apos;s outline it reaches: none, edge or corner; several with vertical bars between. Empty: any.</source>
        <translation>觸及的晶粒輪廓：none（無）、edge（邊）或 corner（角）；多個以 | 分隔。留空：任意。</translation>
    </message>
    <message>
        <source>Where most of it lies: body, rim, metal, finger or street; several with vertical bars between. Empty: any.</source>
        <translation>主要位於：body、rim、metal、finger 或 street；多個以 | 分隔。留空：任意。</translation>
    </message>
    <message>
        <source>The rule holds only from this value on; may be empty.</source>
        <translation>僅在達到此值以上時適用；可留空。</translation>
    </message>
    <message>
        <source>The rule holds only up to this value; may be empty.</source>
        <translation>僅在不超過此值時適用；可留空。</translation>
    </message>
    <message>
        <source>Of its dies, where there is no fail_over.</source>
        <translation>沒有 fail_over 時，其晶粒的判定。</translation>
    </message>
    <message>
        <source>Features over which a die fails, { share = 0.10, pad_share = 0.35 }; up to these it passes.</source>
        <translation>超過即不良的特徵，{ share = 0.10, pad_share = 0.35 }；未超過則通過。</translation>
    </message>
    <message>
        <source>Bins and classes in the order in which a die is named where several apply. What fails names it before what passes; what is not listed follows.</source>
        <translation>多項符合時，為晶粒命名的分級與類別順序。不良先於通過；未列出的排在後面。</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>濾光片</translation>
    </message>
    <message>
        <source>Name of a position of the tool&apos;s filter wheel. Empty: the open one.</source>
        <translation>機台濾光片輪上某位置的名稱。留空：開放的位置。</translation>
    </message>
    <message>
        <source>Colour of</source>
        <translation>顏色通道</translation>
    </message>
    <message>
        <source>Of the kind colour: the PL channel listed before it that is taken without the filter.</source>
        <translation>類型為 colour 時：列於其前、不經濾光片拍攝的 PL 通道。</translation>
    </message>
    <message>
        <source>Filter of colour channels</source>
        <translation>顏色通道的濾光片</translation>
    </message>
    <message>
        <source>Data sheet</source>
        <translation>規格表</translation>
    </message>
    <message>
        <source>CSV beside the recipe, columns wavelength_nm and transmission (0 to 1), for wafers with too few spectra. Colours by it are relative.</source>
        <translation>配方旁的 CSV，欄位為 wavelength_nm 與 transmission（0 到 1），供光譜過少的晶圓使用。由此得到的顏色為相對值。</translation>
    </message>
    <message>
        <source>Wavelengths</source>
        <translation>波長</translation>
    </message>
    <message>
        <source>Of the data sheet, rising; in place of the file.</source>
        <translation>規格表的波長，遞增；用以取代檔案。</translation>
    </message>
    <message>
        <source>Transmissions</source>
        <translation>穿透率</translation>
    </message>
    <message>
        <source>One for each wavelength.</source>
        <translation>每個波長一個。</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>圖片</translation>
    </message>
    <message>
        <source>So many dies, the worst first, have pictures in the wafer file.</source>
        <translation>晶圓檔中保留圖片的晶粒數，由最差者起。</translation>
    </message>
    <message>
        <source>Modules</source>
        <translation>模組</translation>
    </message>
    <message>
        <source>Display modules</source>
        <translation>顯示模組</translation>
    </message>
    <message>
        <source>Fault classes of your own</source>
        <translation>自訂缺陷等級</translation>
    </message>
    <message>
        <source>Faults up to</source>
        <translation>缺陷上限</translation>
    </message>
    <message>
        <source>Lines up to</source>
        <translation>線缺陷上限</translation>
    </message>
    <message>
        <source>Mura up to</source>
        <translation>Mura 上限</translation>
    </message>
    <message>
        <source>Uniformity from</source>
        <translation>均勻度下限</translation>
    </message>
    <message>
        <source>Seams up to</source>
        <translation>接縫上限</translation>
    </message>
    <message>
        <source>Colour difference up to</source>
        <translation>色差上限</translation>
    </message>
    <message>
        <source>Worst fault class</source>
        <translation>可接受的最差缺陷等級</translation>
    </message>
    <message>
        <source>Always on above</source>
        <translation>常亮門檻（高於）</translation>
    </message>
    <message>
        <source>Wrong colour below</source>
        <translation>錯色門檻（低於）</translation>
    </message>
    <message>
        <source>Wrong colour above</source>
        <translation>錯色門檻（高於）</translation>
    </message>
    <message>
        <source>Module: dead below</source>
        <translation>模組：失效門檻（低於）</translation>
    </message>
    <message>
        <source>Module: dim below</source>
        <translation>模組：偏暗門檻（低於）</translation>
    </message>
    <message>
        <source>Module: bright above</source>
        <translation>模組：偏亮門檻（高於）</translation>
    </message>
    <message>
        <source>Outliers from</source>
        <translation>離群值起點</translation>
    </message>
    <message>
        <source>Shortest line</source>
        <translation>最短線長</translation>
    </message>
    <message>
        <source>Weak lines from</source>
        <translation>弱線起點</translation>
    </message>
    <message>
        <source>Mura from</source>
        <translation>Mura 起點</translation>
    </message>
    <message>
        <source>Pixels a degree</source>
        <translation>每度像素數</translation>
    </message>
    <message>
        <source>Demura: target</source>
        <translation>Demura：目標</translation>
    </message>
    <message>
        <source>Demura: least gain</source>
        <translation>Demura：最小增益</translation>
    </message>
    <message>
        <source>Demura: largest gain</source>
        <translation>Demura：最大增益</translation>
    </message>
    <message>
        <source>Type 1</source>
        <translation>類型 1</translation>
    </message>
    <message>
        <source>Type 2</source>
        <translation>類型 2</translation>
    </message>
    <message>
        <source>Type 3</source>
        <translation>類型 3</translation>
    </message>
    <message>
        <source>Bright counts</source>
        <translation>亮點的權重</translation>
    </message>
    <message>
        <source>Clusters 1, 2</source>
        <translation>類型 1、2 群集</translation>
    </message>
    <message>
        <source>Clusters 3</source>
        <translation>類型 3 群集</translation>
    </message>
    <message>
        <source>Sub-pixels that are not good, of a million measured ones.</source>
        <translation>每百萬個已量測子像素中不良的數目。</translation>
    </message>
    <message>
        <source>Strong and weak ones.</source>
        <translation>包含強線與弱線。</translation>
    </message>
    <message>
        <source>Of the worst mura, by SEMI D31. Where people begin to notice: 1.</source>
        <translation>最嚴重 Mura 的 SEMI D31 值。人眼開始察覺的值：1。</translation>
    </message>
    <message>
        <source>Least over largest luminance of 9 points, in the worst pattern.</source>
        <translation>最差圖樣中 9 點的最小亮度除以最大亮度。</translation>
    </message>
    <message>
        <source>Step of light between sub-panels, as a fraction.</source>
        <translation>子面板之間的亮度階差（比例）。</translation>
    </message>
    <message>
        <source>Largest distance in u&apos;v&apos; between two of the 9 points. Left out: not asked.</source>
        <translation>9 點中任兩點的最大 u&apos;v&apos; 距離。省略則不檢查。</translation>
    </message>
    <message>
        <source>Of ISO 9241-307 (0, I, II, III, IV) or of the classes below. Left out: not asked.</source>
        <translation>ISO 9241-307 的等級（0、I、II、III、IV）或下列等級。省略則不檢查。</translation>
    </message>
    <message>
        <source>Light in black over the colour&apos;s median at full gray.</source>
        <translation>黑畫面的光除以該色在最高灰階的中位數。</translation>
    </message>
    <message>
        <source>Relative luminance of the driven sub-pixel.</source>
        <translation>被驅動子像素的相對亮度。</translation>
    </message>
    <message>
        <source>Light of an undriven sub-pixel of the same pixel over its colour&apos;s median.</source>
        <translation>同一像素中未被驅動之子像素的光除以其顏色的中位數。</translation>
    </message>
    <message>
        <source>Relative luminance. 0.25 is the threshold of a dark pixel in ISO 9241-307, unconfirmed.</source>
        <translation>相對亮度。0.25 為 ISO 9241-307 的暗點門檻（未確認）。</translation>
    </message>
    <message>
        <source>Relative luminance, or lower where the module&apos;s own spread is wide.</source>
        <translation>相對亮度；模組自身離散較大時更低。</translation>
    </message>
    <message>
        <source>Relative luminance, or higher where the module&apos;s own spread is wide.</source>
        <translation>相對亮度；模組自身離散較大時更高。</translation>
    </message>
    <message>
        <source>Robust spreads of the module: within them nothing is dim or bright.</source>
        <translation>模組穩健離散的倍數：在此範圍內不算偏暗或偏亮。</translation>
    </message>
    <message>
        <source>Sub-pixels in a row or column that make a line.</source>
        <translation>構成一條線的同列或同行子像素數。</translation>
    </message>
    <message>
        <source>Of the means of rows and columns about their neighbours.</source>
        <translation>列與行的平均值相對於其鄰近的偏離。</translation>
    </message>
    <message>
        <source>Of the band-pass that shows it best, over the noise that the module&apos;s own spread makes in it.</source>
        <translation>最能顯示它的帶通訊號除以模組自身離散造成的雜訊。</translation>
    </message>
    <message>
        <source>As the viewer sees them: microdisplays are magnified.</source>
        <translation>以觀看者所見為準：微型顯示器會被放大。</translation>
    </message>
    <message>
        <source>Percentile of the healthy sub-pixels to which all are brought.</source>
        <translation>所有子像素要對齊的健康子像素百分位數。</translation>
    </message>
    <message>
        <source>Gains below it are clipped.</source>
        <translation>低於此值的增益會被截去。</translation>
    </message>
    <message>
        <source>Gains above it are clipped; a 16-bit table holds gains up to 2.</source>
        <translation>高於此值的增益會被截去；16 位元表最多容納 2。</translation>
    </message>
    <message>
        <source>Of the fault class; the best comes first.</source>
        <translation>缺陷等級的名稱，最好的排最前。</translation>
    </message>
    <message>
        <source>Pixels always bright, of a million.</source>
        <translation>每百萬像素中恆亮的像素數。</translation>
    </message>
    <message>
        <source>Pixels always dark, of a million.</source>
        <translation>每百萬像素中恆暗的像素數。</translation>
    </message>
    <message>
        <source>Sub-pixels, of a million pixels: bright ones by their weight, and dark ones.</source>
        <translation>每百萬像素的子像素數：亮點乘以權重，加上暗點。</translation>
    </message>
    <message>
        <source>As so many dark ones, of type 3.</source>
        <translation>在類型 3 中折算為多少個暗點。</translation>
    </message>
    <message>
        <source>Two or more within 5 x 5 pixels; of a million pixels.</source>
        <translation>5 x 5 像素內有兩個以上；每百萬像素。</translation>
    </message>
</context>
<context>
    <name>Region</name>
    <message>
        <source>metal</source>
        <translation>金屬</translation>
    </message>
    <message>
        <source>finger</source>
        <translation>指狀電極</translation>
    </message>
    <message>
        <source>body</source>
        <translation>本體</translation>
    </message>
    <message>
        <source>rim</source>
        <translation>邊緣</translation>
    </message>
    <message>
        <source>not judged</source>
        <translation>不判定</translation>
    </message>
    <message>
        <source>street</source>
        <translation>切割道</translation>
    </message>
</context>
<context>
    <name>RunTexts</name>
    <message>
        <source>The interlock of %1 is open, so its light is off.</source>
        <translation>%1 的安全連鎖已開啟，光源因此熄滅。</translation>
    </message>
    <message>
        <source>%1 went out.</source>
        <translation>%1 已熄滅。</translation>
    </message>
    <message>
        <source>%1 does not do what it was told.</source>
        <translation>%1 未依命令動作。</translation>
    </message>
    <message>
        <source>The stage</source>
        <translation>載台</translation>
    </message>
    <message>
        <source>The camera</source>
        <translation>相機</translation>
    </message>
    <message>
        <source>The spectrometer</source>
        <translation>光譜儀</translation>
    </message>
    <message>
        <source>Close the door or turn the key switch: the scan then goes on by itself.</source>
        <translation>請關上門或轉動鑰匙開關，掃描隨後會自動繼續。</translation>
    </message>
    <message>
        <source>Close the door or turn the key switch, then press Resume. What was measured is kept.</source>
        <translation>請關上門或轉動鑰匙開關，再按「繼續掃描」。已測得的資料會保留。</translation>
    </message>
    <message>
        <source>It is being tried again. If it stays, check its power and cables.</source>
        <translation>正在重試。若持續發生，請檢查其電源與線路。</translation>
    </message>
    <message>
        <source>Held up by a device</source>
        <translation>因裝置而停住</translation>
    </message>
    <message>
        <source>Choose another recipe, or call an engineer.</source>
        <translation>請選擇其他配方，或通知工程師。</translation>
    </message>
    <message>
        <source>Type or scan the wafer ID.</source>
        <translation>請輸入或掃描晶圓 ID。</translation>
    </message>
    <message>
        <source>The scan of this wafer was not finished. Press Resume to go on with it, or Scan again for a new one.</source>
        <translation>此晶圓的掃描尚未完成。按「繼續掃描」接續，或按「重新掃描」重來。</translation>
    </message>
    <message>
        <source>This wafer was scanned already. Press Scan again to scan it into another file.</source>
        <translation>此晶圓已掃描過。按「重新掃描」可存成另一個檔案。</translation>
    </message>
    <message>
        <source>Check power and cables of the device. What was measured is kept. If it stays, call an engineer.</source>
        <translation>請檢查裝置的電源與線路。已量測的資料會保留。若仍異常，請通知工程師。</translation>
    </message>
    <message>
        <source>Free some room on the disk. What was measured is kept.</source>
        <translation>請清出磁碟空間。已量測的資料會保留。</translation>
    </message>
    <message>
        <source>This recipe does not fit the tool: choose another, or call an engineer.</source>
        <translation>此配方與機台不符：請改選其他配方，或通知工程師。</translation>
    </message>
    <message>
        <source>What was measured is kept: press Resume to go on.</source>
        <translation>已量測的資料會保留：按「繼續掃描」接續。</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>未就緒</translation>
    </message>
    <message>
        <source>Checking the tool</source>
        <translation>正在檢查機台</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就緒</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暫停</translation>
    </message>
    <message>
        <source>Stopping safely</source>
        <translation>正在安全停止</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>已中斷</translation>
    </message>
    <message>
        <source>Taking dark and flat frames</source>
        <translation>正在擷取暗場與平場</translation>
    </message>
    <message>
        <source>Finding the dies</source>
        <translation>正在尋找晶粒</translation>
    </message>
    <message>
        <source>Scanning</source>
        <translation>掃描中</translation>
    </message>
    <message>
        <source>Spectrum %1 of %2</source>
        <translation>光譜 %1 / %2</translation>
    </message>
    <message>
        <source>Judging the dies</source>
        <translation>正在判定晶粒</translation>
    </message>
    <message>
        <source>Writing the file</source>
        <translation>正在寫入檔案</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>準備中</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小時 %2 分</translation>
    </message>
    <message>
        <source>This recipe can&apos;t be used.</source>
        <translation>此配方無法使用。</translation>
    </message>
    <message>
        <source>A device does not answer.</source>
        <translation>裝置沒有回應。</translation>
    </message>
    <message>
        <source>The file can&apos;t be written.</source>
        <translation>檔案無法寫入。</translation>
    </message>
    <message>
        <source>The scan was interrupted.</source>
        <translation>掃描已中斷。</translation>
    </message>
    <message>
        <source>Another page uses the tool. Wait until it has done.</source>
        <translation>其他頁面正在使用設備，請等待完成。</translation>
    </message>
    <message>
        <source>The filter wheel</source>
        <translation>濾光片輪</translation>
    </message>
</context>
<context>
    <name>Tasks</name>
    <message>
        <source>Opening the file</source>
        <translation>正在開啟檔案</translation>
    </message>
    <message>
        <source>Reading a layer</source>
        <translation>正在讀取圖層</translation>
    </message>
    <message>
        <source>Collecting the selected dies</source>
        <translation>正在收集已選取的晶粒</translation>
    </message>
    <message>
        <source>Reading what the bins are made of</source>
        <translation>正在讀取分 Bin 依據</translation>
    </message>
    <message>
        <source>Saving the bins</source>
        <translation>正在儲存 Bin</translation>
    </message>
    <message>
        <source>Reading the other wafer</source>
        <translation>正在讀取另一片晶圓</translation>
    </message>
    <message>
        <source>Stacking wafers</source>
        <translation>正在疊合晶圓</translation>
    </message>
    <message>
        <source>Loading EL data</source>
        <translation>正在載入 EL 資料</translation>
    </message>
    <message>
        <source>Comparing PL with EL</source>
        <translation>正在比較 PL 與 EL</translation>
    </message>
    <message>
        <source>Learning from EL</source>
        <translation>正在由 EL 學習</translation>
    </message>
    <message>
        <source>Applying what was learnt</source>
        <translation>正在套用學習結果</translation>
    </message>
    <message>
        <source>Storing the comparison</source>
        <translation>正在儲存比較結果</translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation>正在寫入報告</translation>
    </message>
    <message>
        <source>Signing off</source>
        <translation>正在簽核</translation>
    </message>
    <message>
        <source>Applying the recipe</source>
        <translation>正在套用配方</translation>
    </message>
    <message>
        <source>Recipe file</source>
        <translation>配方檔案</translation>
    </message>
    <message>
        <source>Reading pictures of dies</source>
        <translation>正在讀取晶粒圖片</translation>
    </message>
    <message>
        <source>Changing the class of a defect</source>
        <translation>正在變更缺陷類別</translation>
    </message>
    <message>
        <source>Preparing the picture of the module</source>
        <translation>正在準備模組圖像</translation>
    </message>
</context>
<context>
    <name>TroubleWords</name>
    <message>
        <source>It did not work.</source>
        <translation>作業失敗。</translation>
    </message>
    <message>
        <source>This can&apos;t be done as asked.</source>
        <translation>無法照要求執行。</translation>
    </message>
    <message>
        <source>A file can&apos;t be used: it is damaged, or says something that does not fit.</source>
        <translation>檔案無法使用：已損壞，或內容不符。</translation>
    </message>
    <message>
        <source>A device does not do what it was told. Check its power and cables.</source>
        <translation>裝置未依指令動作。請檢查電源與線路。</translation>
    </message>
    <message>
        <source>Cancelled. What was measured is kept.</source>
        <translation>已取消。已量測的資料會保留。</translation>
    </message>
    <message>
        <source>The disk is full. Free some room on it.</source>
        <translation>磁碟已滿。請釋出空間。</translation>
    </message>
    <message>
        <source>A file is missing: it was moved, renamed or deleted.</source>
        <translation>找不到檔案：已被移動、更名或刪除。</translation>
    </message>
    <message>
        <source>The system does not permit this. Choose another folder, or ask an administrator.</source>
        <translation>系統不允許。請改選其他資料夾，或洽管理員。</translation>
    </message>
    <message>
        <source>A calibration is missing, expired or of another device. An engineer renews it.</source>
        <translation>校正遺失、過期，或屬於其他裝置。請工程師重新校正。</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::AlignmentPanel</name>
    <message>
        <source>mirrored</source>
        <translation>左右鏡像</translation>
    </message>
    <message>
        <source>turned by %1°</source>
        <translation>旋轉 %1°</translation>
    </message>
    <message>
        <source>rows %1</source>
        <translation>列 %1</translation>
    </message>
    <message>
        <source>columns %1</source>
        <translation>行 %1</translation>
    </message>
    <message>
        <source>as given</source>
        <translation>照原樣</translation>
    </message>
    <message>
        <source>Load EL data to see how it lies on the wafer.</source>
        <translation>載入 EL 資料後即可查看其在晶圓上的對位。</translation>
    </message>
    <message>
        <source>These records come from the wafer file and were aligned when they were stored.</source>
        <translation>這些記錄來自晶圓檔案，儲存時已完成對位。</translation>
    </message>
    <message>
        <source>%1 (%2, %3 records) is used %4.</source>
        <translation>%1（%2，%3 筆記錄）：套用方式為 %4。</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>Runner-up</source>
        <translation>次佳</translation>
    </message>
    <message>
        <source>As given</source>
        <translation>原樣</translation>
    </message>
    <message>
        <source>The best one leads by %1 sigma (%2 are asked for).</source>
        <translation>最佳者領先 %1 sigma（要求 %2）。</translation>
    </message>
    <message>
        <source>The best one leads by %1 sigma only (%2 are asked for): check it by eye.</source>
        <translation>最佳者僅領先 %1 sigma（要求 %2）：請目視確認。</translation>
    </message>
    <message>
        <source>How the EL table lies on the wafer</source>
        <translation>EL 表在晶圓上的對位</translation>
    </message>
    <message>
        <source>Correct by hand</source>
        <translation>手動修正</translation>
    </message>
    <message>
        <source>Turn counter-clockwise</source>
        <translation>逆時針旋轉</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Mirrored left to right</source>
        <translation>左右鏡像</translation>
    </message>
    <message>
        <source>Use the best</source>
        <translation>採用最佳</translation>
    </message>
    <message>
        <source>Use as given</source>
        <translation>採用原樣</translation>
    </message>
    <message>
        <source>Candidate</source>
        <translation>候選</translation>
    </message>
    <message>
        <source>Transform</source>
        <translation>轉換</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>分數</translation>
    </message>
    <message>
        <source>On the wafer</source>
        <translation>落在晶圓上</translation>
    </message>
    <message>
        <source>Offset of the rows in dies</source>
        <translation>列偏移（晶粒）</translation>
    </message>
    <message>
        <source>Offset of the columns in dies</source>
        <translation>行偏移（晶粒）</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::BinsPanel</name>
    <message>
        <source>pass</source>
        <translation>通過</translation>
    </message>
    <message>
        <source>fail</source>
        <translation>不通過</translation>
    </message>
    <message>
        <source>Failing dies</source>
        <translation>不良晶粒</translation>
    </message>
    <message>
        <source>Sum (%)</source>
        <translation>累計 (%)</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>Bin</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Dies</source>
        <translation>晶粒</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>Selected</source>
        <translation>已選取</translation>
    </message>
    <message>
        <source>Bins</source>
        <translation>Bin</translation>
    </message>
    <message>
        <source>Tick what the map shows; double-click to select the dies</source>
        <translation>勾選圖中顯示的項目；按兩下可選取晶粒</translation>
    </message>
    <message>
        <source>Failing dies by bin, and their sum</source>
        <translation>各 Bin 的不良晶粒及累計</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::CalibrationChoices</name>
    <message>
        <source>Wafer diameter</source>
        <translation>晶圓直徑</translation>
    </message>
    <message>
        <source>Focus looked for about</source>
        <translation>對焦搜尋中心</translation>
    </message>
    <message>
        <source>Up and down by</source>
        <translation>上下範圍</translation>
    </message>
    <message>
        <source>Tables (*.csv *.txt);;All files (*)</source>
        <translation>表格 (*.csv *.txt);;所有檔案 (*)</translation>
    </message>
    <message>
        <source>Of the wafer on the chuck: how far out it is measured.</source>
        <translation>載台上晶圓的直徑：決定量測到多外圍。</translation>
    </message>
    <message>
        <source>Height of the stage at which the search begins.</source>
        <translation>開始搜尋時的載台高度。</translation>
    </message>
    <message>
        <source>How far from there focus is looked for.</source>
        <translation>由該處上下搜尋焦點的範圍。</translation>
    </message>
    <message>
        <source>List of lines</source>
        <translation>譜線清單</translation>
    </message>
    <message>
        <source>A table of the lamp&apos;s lines, &quot;wavelength,strength&quot;, in air. Empty: mercury and argon.</source>
        <translation>燈源譜線表「wavelength,strength」，空氣中波長。留空：汞與氬。</translation>
    </message>
    <message>
        <source>Spectrum of the lamp</source>
        <translation>燈源光譜</translation>
    </message>
    <message>
        <source>A table &quot;wavelength_nm,photons&quot; from the lamp&apos;s certificate. Empty: a black body of the temperature beside.</source>
        <translation>燈源證書的表「wavelength_nm,photons」。留空：視為旁邊溫度的黑體。</translation>
    </message>
    <message>
        <source>Temperature of the lamp</source>
        <translation>燈源溫度</translation>
    </message>
    <message>
        <source>Its colour temperature; of no account where a spectrum is given.</source>
        <translation>燈源的色溫；若已指定光譜則不採用。</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>光源</translation>
    </message>
    <message>
        <source>Which of the tool&apos;s lights that fit is switched on.</source>
        <translation>在設備中適用的光源裡，要開啟哪一個。</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>曝光</translation>
    </message>
    <message>
        <source>Of one frame or spectrum. 0: found by itself from the light.</source>
        <translation>單張影像或光譜的曝光。0：依光量自動決定。</translation>
    </message>
    <message>
        <source>Averages</source>
        <translation>平均次數</translation>
    </message>
    <message>
        <source>Frames or spectra averaged: more take longer and scatter less.</source>
        <translation>平均的影像或光譜數：越多越久，散布越小。</translation>
    </message>
    <message>
        <source>Degree</source>
        <translation>次數</translation>
    </message>
    <message>
        <source>Of the polynomial from pixel to wavelength; 3 fits most spectrometers.</source>
        <translation>像素對波長多項式的次數；多數光譜儀適用 3。</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>none</source>
        <translation>無</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>濾光片</translation>
    </message>
    <message>
        <source>Its name on the filter wheel. Empty: the only one that is not open.</source>
        <translation>它在濾光片輪上的名稱。留空：唯一非開放的位置。</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::CalibrationPage</name>
    <message>
        <source>Calibration</source>
        <translation>校正</translation>
    </message>
    <message>
        <source>State</source>
        <translation>狀態</translation>
    </message>
    <message>
        <source>Measured on</source>
        <translation>量測時間</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>量測值</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有效期限</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>數值</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>限值</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>執行</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Read anew</source>
        <translation>重新讀取</translation>
    </message>
    <message>
        <source>Calibrations</source>
        <translation>校正項目</translation>
    </message>
    <message>
        <source>Plot</source>
        <translation>圖形</translation>
    </message>
    <message>
        <source>A calibration is running. Closing cancels it safely.</source>
        <translation>校正進行中。關閉會安全取消。</translation>
    </message>
    <message>
        <source>pass</source>
        <translation>通過</translation>
    </message>
    <message>
        <source>FAIL</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>數值</translation>
    </message>
    <message>
        <source>Values and residuals show here after the run.</source>
        <translation>執行後，數值與殘差會顯示於此。</translation>
    </message>
    <message>
        <source>Needs: %1</source>
        <translation>需要：%1</translation>
    </message>
    <message>
        <source>The last run failed: %1</source>
        <translation>上次執行失敗：%1</translation>
    </message>
    <message>
        <source>The last run went beyond its limits and was not stored. What was stored before stays.</source>
        <translation>上次執行超出限值，未儲存。先前儲存的內容保持不變。</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::CameraView</name>
    <message>
        <source>No picture yet</source>
        <translation>尚無影像</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::ComparePanel</name>
    <message>
        <source>Wafer to compare with</source>
        <translation>要比較的晶圓</translation>
    </message>
    <message>
        <source>Wafer files (*.h5)</source>
        <translation>晶圓檔案 (*.h5)</translation>
    </message>
    <message>
        <source>Wafers of the lot</source>
        <translation>批次中的晶圓</translation>
    </message>
    <message>
        <source>another layer of this wafer</source>
        <translation>此晶圓的其他圖層</translation>
    </message>
    <message>
        <source>Lot: what several wafers have in common</source>
        <translation>批次：多片晶圓的共同特徵</translation>
    </message>
    <message>
        <source>Lot of %1 wafers</source>
        <translation>%1 片晶圓的批次</translation>
    </message>
    <message>
        <source>Map against</source>
        <translation>對照</translation>
    </message>
    <message>
        <source>Another wafer...</source>
        <translation>其他晶圓...</translation>
    </message>
    <message>
        <source>This wafer</source>
        <translation>此晶圓</translation>
    </message>
    <message>
        <source>Its layer</source>
        <translation>其圖層</translation>
    </message>
    <message>
        <source>Shown as</source>
        <translation>顯示方式</translation>
    </message>
    <message>
        <source>side by side</source>
        <translation>並排</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>ratio</source>
        <translation>比值</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比較</translation>
    </message>
    <message>
        <source>End</source>
        <translation>結束</translation>
    </message>
    <message>
        <source>Stack...</source>
        <translation>疊圖...</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Fail count</source>
        <translation>不良次數</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::ConfusionTable</name>
    <message>
        <source>Bad by EL</source>
        <translation>EL 不良</translation>
    </message>
    <message>
        <source>Good by EL</source>
        <translation>EL 良品</translation>
    </message>
    <message>
        <source>Rejected by PL</source>
        <translation>PL 判退</translation>
    </message>
    <message>
        <source>Passed by PL</source>
        <translation>PL 通過</translation>
    </message>
    <message>
        <source>hits</source>
        <translation>命中</translation>
    </message>
    <message>
        <source>overkill</source>
        <translation>過殺</translation>
    </message>
    <message>
        <source>escapes</source>
        <translation>漏檢</translation>
    </message>
    <message>
        <source>good by both</source>
        <translation>兩者皆良</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::CorrelationPage</name>
    <message>
        <source>Load EL data</source>
        <translation>載入 EL 資料</translation>
    </message>
    <message>
        <source>Load with a mapping file...</source>
        <translation>以對應檔載入...</translation>
    </message>
    <message>
        <source>Load EL data...</source>
        <translation>載入 EL 資料...</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>儲存</translation>
    </message>
    <message>
        <source>Puts EL data and result into the wafer file</source>
        <translation>將 EL 資料與結果存入晶圓檔案</translation>
    </message>
    <message>
        <source>Report...</source>
        <translation>報告...</translation>
    </message>
    <message>
        <source>Writes the report as HTML or PDF</source>
        <translation>以 HTML 或 PDF 輸出報告</translation>
    </message>
    <message>
        <source>Sign off...</source>
        <translation>簽核...</translation>
    </message>
    <message>
        <source>Disagreements</source>
        <translation>不一致</translation>
    </message>
    <message>
        <source>Scatter</source>
        <translation>散佈圖</translation>
    </message>
    <message>
        <source>Thresholds</source>
        <translation>門檻值</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Alignment</source>
        <translation>對位</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>學習</translation>
    </message>
    <message>
        <source>EL data (*.csv *.txt *.tsv *.stdf *.std *.xml *.sinf *.klarf *.001 *.gz);;All files (*)</source>
        <translation>EL 資料 (*.csv *.txt *.tsv *.stdf *.std *.xml *.sinf *.klarf *.001 *.gz);;所有檔案 (*)</translation>
    </message>
    <message>
        <source>Choose the mapping file first</source>
        <translation>請先選擇對應檔</translation>
    </message>
    <message>
        <source>Mapping files (*.toml);;All files (*)</source>
        <translation>對應檔 (*.toml);;所有檔案 (*)</translation>
    </message>
    <message>
        <source>Write the report</source>
        <translation>輸出報告</translation>
    </message>
    <message>
        <source>PDF (*.pdf);;HTML (*.html)</source>
        <translation>PDF (*.pdf);;HTML (*.html)</translation>
    </message>
    <message>
        <source>Sign off</source>
        <translation>簽核</translation>
    </message>
    <message>
        <source>The figures on this page and your name go into the wafer&apos;s log. Comment:</source>
        <translation>本頁數值與您的姓名將寫入晶圓記錄。備註：</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Open an inspected wafer, then its EL data.</source>
        <translation>請先開啟已檢測的晶圓，再載入其 EL 資料。</translation>
    </message>
    <message>
        <source>No EL data: load a table, or drop it here.</source>
        <translation>沒有 EL 資料：請載入表格，或拖放到此處。</translation>
    </message>
    <message>
        <source>EL data of the wafer file</source>
        <translation>晶圓檔案中的 EL 資料</translation>
    </message>
    <message>
        <source>stored</source>
        <translation>已儲存</translation>
    </message>
    <message>
        <source>not stored yet</source>
        <translation>尚未儲存</translation>
    </message>
    <message>
        <source>Not signed off</source>
        <translation>尚未簽核</translation>
    </message>
    <message>
        <source>Signed off by %1, %2, but changed since</source>
        <translation>由 %1 簽核（%2），其後已有變更</translation>
    </message>
    <message>
        <source>Signed off by %1, %2</source>
        <translation>由 %1 簽核，%2</translation>
    </message>
    <message>
        <source>Releases the wafer, with your name and the figures, in its log</source>
        <translation>將您的姓名與數值記入記錄並放行晶圓</translation>
    </message>
    <message>
        <source>Only QA may sign off: sign in first</source>
        <translation>僅品保可簽核：請先登入</translation>
    </message>
    <message>
        <source>Load EL data to see where PL and EL disagree.</source>
        <translation>載入 EL 資料後即可查看 PL 與 EL 不一致之處。</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::DensityPanel</name>
    <message>
        <source>%1 dies in the chart</source>
        <translation>圖中 %1 顆晶粒</translation>
    </message>
    <message>
        <source>%1 selected dies in the chart</source>
        <translation>圖中已選取 %1 顆晶粒</translation>
    </message>
    <message>
        <source>Layer to the right</source>
        <translation>橫軸圖層</translation>
    </message>
    <message>
        <source>Layer upwards</source>
        <translation>縱軸圖層</translation>
    </message>
    <message>
        <source>Drag a rectangle to select its dies</source>
        <translation>拖曳矩形以選取晶粒</translation>
    </message>
    <message>
        <source>Scatter</source>
        <translation>散佈圖</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::DevicesPage</name>
    <message>
        <source>Open a tool file</source>
        <translation>開啟機台檔</translation>
    </message>
    <message>
        <source>Tool files (*.toml)</source>
        <translation>機台檔 (*.toml)</translation>
    </message>
    <message>
        <source>Save the tool file</source>
        <translation>儲存機台檔</translation>
    </message>
    <message>
        <source>Simulated tool</source>
        <translation>模擬機台</translation>
    </message>
    <message>
        <source>Open...</source>
        <translation>開啟...</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>測試</translation>
    </message>
    <message>
        <source>Asks every device of the saved tool file who it is. All lights go off.</source>
        <translation>詢問已儲存機台檔中每個裝置的身分。所有光源會關閉。</translation>
    </message>
    <message>
        <source>Save and use...</source>
        <translation>儲存並使用...</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>裝置</translation>
    </message>
    <message>
        <source>All of driver %1</source>
        <translation>驅動程式 %1 的全部</translation>
    </message>
    <message>
        <source>built in</source>
        <translation>內建</translation>
    </message>
    <message>
        <source> (changed)</source>
        <translation>（已變更）</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>有回應</translation>
    </message>
    <message>
        <source>NO ANSWER</source>
        <translation>無回應</translation>
    </message>
    <message>
        <source>%1 %2, serial %3, firmware %4</source>
        <translation>%1 %2，序號 %3，韌體 %4</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>驅動程式</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1，%2：%3</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::DiePanel</name>
    <message>
        <source>Click a die on the map.</source>
        <translation>請在圖上點選一顆晶粒。</translation>
    </message>
    <message>
        <source>Row %1, column %2 · x %3 mm, y %4 mm</source>
        <translation>列 %1，行 %2 · x %3 mm，y %4 mm</translation>
    </message>
    <message>
        <source>no bin</source>
        <translation>無 Bin</translation>
    </message>
    <message>
        <source>pass</source>
        <translation>通過</translation>
    </message>
    <message>
        <source>fail</source>
        <translation>不通過</translation>
    </message>
    <message>
        <source>This wafer file holds no spectra.</source>
        <translation>此晶圓檔案沒有光譜。</translation>
    </message>
    <message>
        <source>No spectrum was taken of this die. &lt;a href=&quot;nearest&quot; style=&quot;color:%4&quot;&gt;The nearest lies %1 mm away: row %2, column %3&lt;/a&gt;</source>
        <translation>此晶粒未量測光譜。&lt;a href=&quot;nearest&quot; style=&quot;color:%4&quot;&gt;最近者距離 %1 mm：列 %2，行 %3&lt;/a&gt;</translation>
    </message>
    <message>
        <source>Folder of the recording</source>
        <translation>錄製資料夾</translation>
    </message>
    <message>
        <source>The tiles of this wafer are not at hand. Where a recording of it was kept, choose its folder.</source>
        <translation>找不到此晶圓的圖塊。若有保留錄製資料，請選擇其資料夾。</translation>
    </message>
    <message>
        <source>No tile of the recording shows this die.</source>
        <translation>錄製資料中沒有包含此晶粒的圖塊。</translation>
    </message>
    <message>
        <source>From %1</source>
        <translation>來自 %1</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>數值</translation>
    </message>
    <message>
        <source>Spectrum</source>
        <translation>光譜</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>影像</translation>
    </message>
    <message>
        <source>Numbers of the die</source>
        <translation>晶粒數值</translation>
    </message>
    <message>
        <source>Spectrum of the die</source>
        <translation>晶粒光譜</translation>
    </message>
    <message>
        <source>Picture of the die</source>
        <translation>晶粒影像</translation>
    </message>
    <message>
        <source>Choose the recording...</source>
        <translation>選擇錄製資料...</translation>
    </message>
    <message>
        <source>Wavelength (nm)</source>
        <translation>波長 (nm)</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>計數</translation>
    </message>
    <message>
        <source>Die</source>
        <translation>晶粒</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::DifferenceTable</name>
    <message>
        <source>Open a wafer to compare with the recipe that it was judged by.</source>
        <translation>開啟晶圓後，即可與其判定所用的配方比較。</translation>
    </message>
    <message>
        <source>The draft is the recipe of the opened wafer.</source>
        <translation>草稿與已開啟晶圓的配方相同。</translation>
    </message>
    <message>
        <source>%1 settings differ from the recipe of the opened wafer.</source>
        <translation>與已開啟晶圓的配方有 %1 項不同。</translation>
    </message>
    <message>
        <source>Only what differs</source>
        <translation>僅顯示差異</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>Wafer</source>
        <translation>晶圓</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Draft beside the recipe of the opened wafer</source>
        <translation>草稿與已開啟晶圓配方的對照</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::DisagreementModel</name>
    <message>
        <source>escape</source>
        <translation>漏檢</translation>
    </message>
    <message>
        <source>overkill</source>
        <translation>過殺</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Col</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>Bin</translation>
    </message>
    <message>
        <source>PL</source>
        <translation>PL</translation>
    </message>
    <message>
        <source>EL</source>
        <translation>EL</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::DisagreementPanel</name>
    <message>
        <source>Good by both</source>
        <translation>兩者皆良</translation>
    </message>
    <message>
        <source>Bad by both</source>
        <translation>兩者皆不良</translation>
    </message>
    <message>
        <source>Overkill</source>
        <translation>過殺</translation>
    </message>
    <message>
        <source>Escapes</source>
        <translation>漏檢</translation>
    </message>
    <message>
        <source>Choose a row to see the die on the map; a click on the map opens the die in the review.</source>
        <translation>選取一列可在圖上查看晶粒；點選圖面可在檢視頁開啟該晶粒。</translation>
    </message>
    <message>
        <source>Open in the review</source>
        <translation>在檢視頁開啟</translation>
    </message>
    <message>
        <source>Dies on which PL and EL disagree</source>
        <translation>PL 與 EL 判定不一致的晶粒</translation>
    </message>
    <message>
        <source>Map of verdicts by PL and EL</source>
        <translation>PL 與 EL 判定圖</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::FiguresPanel</name>
    <message>
        <source>%1 of %2 dies judged alike</source>
        <translation>%2 顆晶粒中 %1 顆判定一致</translation>
    </message>
    <message>
        <source>%1 of %2 good dies rejected</source>
        <translation>%2 顆良品中 %1 顆遭判退</translation>
    </message>
    <message>
        <source>%1 of %2 bad dies passed</source>
        <translation>%2 顆不良品中 %1 顆通過</translation>
    </message>
    <message>
        <source>%1 bad of %2 passed dies</source>
        <translation>通過的 %2 顆中有 %1 顆不良</translation>
    </message>
    <message>
        <source>mean of bad dies rejected and good dies passed</source>
        <translation>不良檢出率與良品通過率的平均</translation>
    </message>
    <message>
        <source>Matthews correlation, -1 to 1</source>
        <translation>Matthews 相關係數，-1 至 1</translation>
    </message>
    <message>
        <source>95 %: %1 to %2</source>
        <translation>95 %：%1 至 %2</translation>
    </message>
    <message>
        <source>%1 EL records. Not counted: %2 off the wafer, %3 replaced by a retest, %4 of dies without a bin, %5 without a verdict.</source>
        <translation>EL 記錄 %1 筆。未計入：晶圓外 %2、重測取代 %3、無 Bin 晶粒 %4、無判定 %5。</translation>
    </message>
    <message>
        <source>%1 dies that the model has learnt from are left out.</source>
        <translation>已排除模型學習用的 %1 顆晶粒。</translation>
    </message>
    <message>
        <source>Intervals allow for clusters: blocks of %1 × %1 dies were drawn, not single dies.</source>
        <translation>信賴區間已考慮群聚：以 %1 × %1 晶粒區塊而非單顆晶粒抽樣。</translation>
    </message>
    <message>
        <source>Intervals are exact binomial ones.</source>
        <translation>信賴區間為精確二項區間。</translation>
    </message>
    <message>
        <source>Agreement of PL with EL</source>
        <translation>PL 與 EL 的一致性</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>準確率</translation>
    </message>
    <message>
        <source>Overkill</source>
        <translation>過殺</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>漏檢</translation>
    </message>
    <message>
        <source>Escapes among passed dies</source>
        <translation>通過晶粒中的漏檢</translation>
    </message>
    <message>
        <source>Balanced accuracy</source>
        <translation>平衡準確率</translation>
    </message>
    <message>
        <source>MCC</source>
        <translation>MCC</translation>
    </message>
    <message>
        <source>Kappa</source>
        <translation>Kappa</translation>
    </message>
    <message>
        <source>chance taken out, at most 1</source>
        <translation>扣除偶然後的一致度，最大為 1</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::FindingPanel</name>
    <message>
        <source>None was found.</source>
        <translation>未發現任何項目。</translation>
    </message>
    <message>
        <source>%1 found, the %2 largest of them listed. A click shows one.</source>
        <translation>共發現 %1 個，列出最大的 %2 個。點一下即可顯示。</translation>
    </message>
    <message>
        <source>%1 found. A click shows one.</source>
        <translation>共發現 %1 個。點一下即可顯示。</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>類別</translation>
    </message>
    <message>
        <source>Dies</source>
        <translation>晶粒</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>行</translation>
    </message>
    <message>
        <source>x, y (mm)</source>
        <translation>x, y (mm)</translation>
    </message>
    <message>
        <source>Size (µm)</source>
        <translation>尺寸 (µm)</translation>
    </message>
    <message>
        <source>Kind of finding</source>
        <translation>發現項目種類</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>發現項目</translation>
    </message>
    <message>
        <source>fail</source>
        <translation>不通過</translation>
    </message>
    <message>
        <source>pass</source>
        <translation>通過</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Row, column</source>
        <translation>列, 行</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::GalleryDelegate</name>
    <message>
        <source>fail</source>
        <translation>不通過</translation>
    </message>
    <message>
        <source>pass</source>
        <translation>通過</translation>
    </message>
    <message>
        <source>row %1, column %2</source>
        <translation>第 %1 列，第 %2 行</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::GalleryModel</name>
    <message>
        <source>%1, row %2, column %3</source>
        <translation>%1，第 %2 列，第 %3 行</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::GalleryPanel</name>
    <message>
        <source>All classes (%1)</source>
        <translation>所有類別 (%1)</translation>
    </message>
    <message>
        <source>The pictures are being read.</source>
        <translation>正在讀取圖片。</translation>
    </message>
    <message>
        <source>This wafer file has no pictures of dies: it was inspected without a channel of reflected light, by an earlier version, or nothing was found.</source>
        <translation>此晶圓檔沒有晶粒圖片：檢測時沒有反射光通道、使用較早版本，或未發現任何缺陷。</translation>
    </message>
    <message>
        <source>From the left: %1. Worst first; a click shows the die on the map.</source>
        <translation>由左至右：%1。最差者在前；點選即在圖上顯示晶粒。</translation>
    </message>
    <message>
        <source>Class of the dies shown</source>
        <translation>顯示晶粒的類別</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>圖庫</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::GoldenRegions</name>
    <message>
        <source>Draw a new region</source>
        <translation>繪製新區域</translation>
    </message>
    <message>
        <source>Draw &apos;%1&apos; anew</source>
        <translation>重新繪製「%1」</translation>
    </message>
    <message>
        <source>Open a wafer that was inspected in reflected light: its golden die is shown here, and regions can be drawn over it.</source>
        <translation>請開啟以反射光檢測過的晶圓：此處會顯示其標準晶粒，並可在其上繪製區域。</translation>
    </message>
    <message>
        <source>What the wafer&apos;s dies show by themselves is tinted. Drag the mouse over the picture to say what a rectangle is instead; its kind stands in the table below.</source>
        <translation>由晶圓晶粒自行找出的區域以顏色標示。在圖上拖曳滑鼠可另行指定矩形區域；其類型在下方表格中設定。</translation>
    </message>
    <message>
        <source>Golden die</source>
        <translation>標準晶粒</translation>
    </message>
    <message>
        <source>Show regions</source>
        <translation>顯示區域</translation>
    </message>
    <message>
        <source>What the next rectangle is for</source>
        <translation>下一個矩形的用途</translation>
    </message>
    <message>
        <source>Golden die with its regions</source>
        <translation>標示區域的標準晶粒</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::GroupsPanel</name>
    <message>
        <source>centre</source>
        <translation>中心</translation>
    </message>
    <message>
        <source>middle</source>
        <translation>中環</translation>
    </message>
    <message>
        <source>edge</source>
        <translation>邊緣</translation>
    </message>
    <message>
        <source>right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>top</source>
        <translation>上</translation>
    </message>
    <message>
        <source>left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>bottom</source>
        <translation>下</translation>
    </message>
    <message>
        <source>in clusters</source>
        <translation>群聚內</translation>
    </message>
    <message>
        <source>isolated</source>
        <translation>孤立</translation>
    </message>
    <message>
        <source>beside clusters</source>
        <translation>群聚旁</translation>
    </message>
    <message>
        <source>elsewhere</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Rings of a third of the usable radius each, cut into four sectors; the notch or flat is at the bottom.</source>
        <translation>將有效半徑三等分為環，再切成四個扇區；缺口或平邊朝下。</translation>
    </message>
    <message>
        <source>Dies of each PL bin. A bin that passes has escapes only, one that fails overkill only.</source>
        <translation>各 PL Bin 的晶粒。通過的 Bin 只會有漏檢，不通過的只會有過殺。</translation>
    </message>
    <message>
        <source>Failing dies in groups of five and more, smaller ones, passing dies beside a group, and all others.</source>
        <translation>五顆以上成群的不良、較小的不良、群旁的通過晶粒，以及其他。</translation>
    </message>
    <message>
        <source>By zone</source>
        <translation>依區域</translation>
    </message>
    <message>
        <source>By bin</source>
        <translation>依 Bin</translation>
    </message>
    <message>
        <source>By cluster</source>
        <translation>依群聚</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>組別</translation>
    </message>
    <message>
        <source>Dies</source>
        <translation>晶粒</translation>
    </message>
    <message>
        <source>Overkill (95 %)</source>
        <translation>過殺 (95 %)</translation>
    </message>
    <message>
        <source>Escape (95 %)</source>
        <translation>漏檢 (95 %)</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>準確率</translation>
    </message>
    <message>
        <source>Agreement of PL with EL by group</source>
        <translation>各組 PL 與 EL 的一致性</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::HistogramPanel</name>
    <message>
        <source>The layer is being read.</source>
        <translation>正在讀取圖層。</translation>
    </message>
    <message>
        <source>%1 dies · median %2 · sigma %3</source>
        <translation>%1 顆晶粒 · 中位數 %2 · sigma %3</translation>
    </message>
    <message>
        <source>mean %1, least %2, greatest %3</source>
        <translation>平均 %1，最小 %2，最大 %3</translation>
    </message>
    <message>
        <source>%1 dies outside of the chart</source>
        <translation>圖外 %1 顆晶粒</translation>
    </message>
    <message>
        <source>log</source>
        <translation>對數</translation>
    </message>
    <message>
        <source>Dies</source>
        <translation>晶粒</translation>
    </message>
    <message>
        <source>Counts on a logarithmic scale</source>
        <translation>以對數刻度顯示數量</translation>
    </message>
    <message>
        <source>Drag over values to select their dies</source>
        <translation>拖曳數值範圍以選取晶粒</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>直方圖</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::LampList</name>
    <message>
        <source>not asked</source>
        <translation>未詢問</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就緒</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>緩慢</translation>
    </message>
    <message>
        <source>fault</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>載台</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>相機</translation>
    </message>
    <message>
        <source>Spectrometer</source>
        <translation>光譜儀</translation>
    </message>
    <message>
        <source>Filter wheel</source>
        <translation>濾光片輪</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::LearnPanel</name>
    <message>
        <source>Only engineers may change recipes: sign in first</source>
        <translation>只有工程師可變更配方：請先登入</translation>
    </message>
    <message>
        <source>The recipe&apos;s own rules</source>
        <translation>配方本身的規則</translation>
    </message>
    <message>
        <source>Learnt thresholds</source>
        <translation>學得的門檻值</translation>
    </message>
    <message>
        <source>A logistic model</source>
        <translation>邏輯迴歸模型</translation>
    </message>
    <message>
        <source>A random forest</source>
        <translation>隨機森林</translation>
    </message>
    <message>
        <source>Boosted trees</source>
        <translation>提升樹</translation>
    </message>
    <message>
        <source>No gain: keep the rules. Too few dies to tell a difference.</source>
        <translation>沒有改善：請保留規則。晶粒太少，無法判斷差異。</translation>
    </message>
    <message>
        <source>Gain on unseen dies.</source>
        <translation>在未見過的晶粒上有改善。</translation>
    </message>
    <message>
        <source>No gain: keep the rules.</source>
        <translation>沒有改善：請保留規則。</translation>
    </message>
    <message>
        <source>The model saves %1 in mistakes for 1,000 dies (95 % confidence: %2 to %3).</source>
        <translation>模型每 1,000 顆晶粒可節省 %1 的誤判代價（95 % 信賴區間：%2 至 %3）。</translation>
    </message>
    <message>
        <source>Apply all the same</source>
        <translation>仍然套用</translation>
    </message>
    <message>
        <source>Nothing did better than the recipe&apos;s own rules.</source>
        <translation>沒有比配方本身規則更好的結果。</translation>
    </message>
    <message>
        <source>Best in cross-validation: %1, from %2 dies. On the dies that it has not seen:</source>
        <translation>交叉驗證最佳：%1，以 %2 顆晶粒學習。在未見過的晶粒上：</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>規則</translation>
    </message>
    <message>
        <source>Learnt</source>
        <translation>學得</translation>
    </message>
    <message>
        <source>%1 (%2 dies)</source>
        <translation>%1（%2 顆）</translation>
    </message>
    <message>
        <source>What the verdicts rest on, most first: %1</source>
        <translation>判定依據（由重要到次要）：%1</translation>
    </message>
    <message>
        <source>Learn from EL</source>
        <translation>由 EL 學習</translation>
    </message>
    <message>
        <source>Half of the wafer, in blocks of neighbours, teaches; the other half judges. Nothing changes until you apply it.</source>
        <translation>以相鄰區塊取晶圓的一半學習，另一半評估。套用之前不會有任何變更。</translation>
    </message>
    <message>
        <source>Price of a bad die passed</source>
        <translation>漏檢一顆的代價</translation>
    </message>
    <message>
        <source>Price of a good die rejected</source>
        <translation>過殺一顆的代價</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>學習</translation>
    </message>
    <message>
        <source>Apply to the wafer</source>
        <translation>套用到晶圓</translation>
    </message>
    <message>
        <source>Verdicts by</source>
        <translation>判定方式</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>準確率</translation>
    </message>
    <message>
        <source>Overkill</source>
        <translation>過殺</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>漏檢</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Progress of learning</source>
        <translation>學習進度</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::ListForm</name>
    <message>
        <source>Takes this out of the row</source>
        <translation>從此列中移除此項</translation>
    </message>
    <message>
        <source>Take out: %1</source>
        <translation>移除：%1</translation>
    </message>
    <message>
        <source>Asked from the top; only what a row sets is shown.</source>
        <translation>由上而下依序套用；只顯示各列已設定的項目。</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Add a condition</source>
        <translation>新增條件</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::LogPage</name>
    <message>
        <source>This session</source>
        <translation>本次工作階段</translation>
    </message>
    <message>
        <source>History of the opened wafer</source>
        <translation>已開啟晶圓的歷程</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>警告與錯誤</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>錯誤</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時間</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>嚴重性</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>來源</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>內容</translation>
    </message>
    <message>
        <source>User</source>
        <translation>使用者</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>動作</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細資料</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>資訊</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>錯誤</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>稽核記錄</translation>
    </message>
    <message>
        <source>Show only lines with these words</source>
        <translation>僅顯示含這些字詞的行</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>篩選</translation>
    </message>
    <message>
        <source>Line %1 of the audit log was changed, or lines before it were removed.</source>
        <translation>稽核記錄第 %1 行遭變更，或其前有行被移除。</translation>
    </message>
    <message numerus="yes">
        <source>The audit log is whole: %n entries.</source>
        <translation>
            <numerusform>稽核記錄完整：%n 筆。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>waferglow::gui::MainWindow</name>
    <message>
        <source>Run</source>
        <translation>執行</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>檢視</translation>
    </message>
    <message>
        <source>Correlation</source>
        <translation>相關性</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>校正</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>裝置</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>記錄</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開啟</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>No wafer</source>
        <translation>無晶圓</translation>
    </message>
    <message>
        <source>Open a wafer file, or drop one on the window</source>
        <translation>請開啟晶圓檔案，或將檔案拖放到視窗</translation>
    </message>
    <message>
        <source>%1 · %2 mm · %3 dies · %4</source>
        <translation>%1 · %2 mm · %3 顆晶粒 · %4</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>incomplete scan</source>
        <translation>掃描未完成</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>停止並關閉</translation>
    </message>
    <message>
        <source>Stopping safely; the window closes by itself.</source>
        <translation>正在安全停止；視窗會自動關閉。</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>檔案(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Open...</source>
        <translation>開啟(&amp;O)...</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近的檔案(&amp;R)</translation>
    </message>
    <message>
        <source>Re&amp;load</source>
        <translation>重新載入(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Print page...</source>
        <translation>列印頁面(&amp;P)...</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>結束(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編輯(&amp;E)</translation>
    </message>
    <message>
        <source>Copy &amp;picture of the page</source>
        <translation>複製頁面圖片(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>檢視(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Dark theme</source>
        <translation>深色主題(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>語言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>說明(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>鍵盤快速鍵(&amp;K)</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>鍵盤快速鍵</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按鍵</translation>
    </message>
    <message>
        <source>What they do</source>
        <translation>功能</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>使用者</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>作業員</translation>
    </message>
    <message>
        <source>Engineer</source>
        <translation>工程師</translation>
    </message>
    <message>
        <source>QA</source>
        <translation>品保</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Sign out, users</source>
        <translation>登出、使用者</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登入</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>使用者(&amp;U)</translation>
    </message>
    <message>
        <source>Sign &amp;in, users</source>
        <translation>登入、使用者(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>重設版面(&amp;R)</translation>
    </message>
    <message>
        <source>Module</source>
        <translation>模組</translation>
    </message>
    <message>
        <source>Opens with the file of a display module</source>
        <translation>開啟顯示模組檔案後即可使用</translation>
    </message>
    <message>
        <source>Open a file</source>
        <translation>開啟檔案</translation>
    </message>
    <message>
        <source>Wafers and modules (*.h5);;All files (*)</source>
        <translation>晶圓與模組 (*.h5);;所有檔案 (*)</translation>
    </message>
    <message>
        <source>%1 · %2 × %3 pixels · %4</source>
        <translation>%1 · %2 × %3 像素 · %4</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::MapPanel</name>
    <message>
        <source>Test structure</source>
        <translation>測試結構</translation>
    </message>
    <message>
        <source>Alignment mark</source>
        <translation>對位標記</translation>
    </message>
    <message>
        <source>Bins</source>
        <translation>Bin</translation>
    </message>
    <message>
        <source>Open a wafer file (Ctrl+O), or drop one here.</source>
        <translation>開啟晶圓檔案 (Ctrl+O)，或拖放到此處。</translation>
    </message>
    <message>
        <source>x %1 mm   y %2 mm</source>
        <translation>x %1 mm   y %2 mm</translation>
    </message>
    <message>
        <source>no die here</source>
        <translation>此處無晶粒</translation>
    </message>
    <message>
        <source>row %1   col %2</source>
        <translation>列 %1   行 %2</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>無資料</translation>
    </message>
    <message>
        <source>no bin</source>
        <translation>無 Bin</translation>
    </message>
    <message>
        <source>Move the map</source>
        <translation>移動圖面</translation>
    </message>
    <message>
        <source>Select a rectangle</source>
        <translation>矩形選取</translation>
    </message>
    <message>
        <source>Select with a lasso</source>
        <translation>套索選取</translation>
    </message>
    <message>
        <source>Clear the selection</source>
        <translation>清除選取</translation>
    </message>
    <message>
        <source>Show the whole wafer</source>
        <translation>顯示整片晶圓</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Reduce</source>
        <translation>縮小</translation>
    </message>
    <message>
        <source>Turn by 90 degrees</source>
        <translation>旋轉 90 度</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>鏡像</translation>
    </message>
    <message>
        <source>Mean and outliers</source>
        <translation>平均與離群值</translation>
    </message>
    <message>
        <source>Lowest</source>
        <translation>最低</translation>
    </message>
    <message>
        <source>Highest</source>
        <translation>最高</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>0.5 to 99.5 %</source>
        <translation>0.5 至 99.5 %</translation>
    </message>
    <message>
        <source>2 to 98 %</source>
        <translation>2 至 98 %</translation>
    </message>
    <message>
        <source>All values</source>
        <translation>所有數值</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>手動</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>圖層</translation>
    </message>
    <message>
        <source>Colour map</source>
        <translation>色彩對應</translation>
    </message>
    <message>
        <source>What a pixel of many dies shows</source>
        <translation>多顆晶粒共用像素時的顯示值</translation>
    </message>
    <message>
        <source>Limits of the colour scale</source>
        <translation>色階上下限</translation>
    </message>
    <message>
        <source>Lower limit</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>Upper limit</source>
        <translation>上限</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::MessageBar</name>
    <message>
        <source>Close this message; the log keeps it</source>
        <translation>關閉訊息（記錄中保留）</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::ModuleFigures</name>
    <message>
        <source>Figures</source>
        <translation>數值</translation>
    </message>
    <message>
        <source>Limits of the recipe</source>
        <translation>配方的限值</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Sub-pixels</source>
        <translation>子像素</translation>
    </message>
    <message>
        <source>Faults by class</source>
        <translation>各類缺陷數</translation>
    </message>
    <message>
        <source>Type 1: pixels always bright</source>
        <translation>類型 1：恆亮像素</translation>
    </message>
    <message>
        <source>Type 2: pixels always dark</source>
        <translation>類型 2：恆暗像素</translation>
    </message>
    <message>
        <source>Type 3: sub-pixels bright</source>
        <translation>類型 3：亮的子像素</translation>
    </message>
    <message>
        <source>Type 3: sub-pixels dark</source>
        <translation>類型 3：暗的子像素</translation>
    </message>
    <message>
        <source>Clusters of types 1 and 2, of type 3</source>
        <translation>群聚：類型 1、2 與類型 3</translation>
    </message>
    <message>
        <source>Uniformity of %1</source>
        <translation>%1 的均勻度</translation>
    </message>
    <message>
        <source>Least over greatest of 9 points</source>
        <translation>9 點最小／最大</translation>
    </message>
    <message>
        <source>Spread of healthy sub-pixels</source>
        <translation>正常子像素的離散度</translation>
    </message>
    <message>
        <source>5th and 95th percentile over mean</source>
        <translation>第 5、95 百分位／平均</translation>
    </message>
    <message>
        <source>Largest step of blocks</source>
        <translation>區塊間最大階差</translation>
    </message>
    <message>
        <source>Largest difference of colour, u&apos;v&apos;</source>
        <translation>最大色差 u&apos;v&apos;</translation>
    </message>
    <message>
        <source>Gray response of %1</source>
        <translation>%1 的灰階響應</translation>
    </message>
    <message>
        <source>Gamma, median</source>
        <translation>Gamma 中位數</translation>
    </message>
    <message>
        <source>Spread of gamma</source>
        <translation>Gamma 離散度</translation>
    </message>
    <message>
        <source>Distance from the line, median</source>
        <translation>與直線的偏差（中位數）</translation>
    </message>
    <message>
        <source>Unevenness of low gray alone</source>
        <translation>僅低灰階的不均勻</translation>
    </message>
    <message>
        <source>White and black</source>
        <translation>白與黑</translation>
    </message>
    <message>
        <source>White point x, y</source>
        <translation>白點 x、y</translation>
    </message>
    <message>
        <source>White</source>
        <translation>白色</translation>
    </message>
    <message>
        <source>White point</source>
        <translation>白點</translation>
    </message>
    <message>
        <source>not measurable</source>
        <translation>無法量測</translation>
    </message>
    <message>
        <source>Contrast ratio</source>
        <translation>對比度</translation>
    </message>
    <message>
        <source>Spread before and after demura</source>
        <translation>Demura 前後的離散度</translation>
    </message>
    <message>
        <source>%1 to %2, %3 clipped, %4 left alone</source>
        <translation>%1 → %2，受限 %3，略過 %4</translation>
    </message>
    <message>
        <source>How it was measured</source>
        <translation>量測方式</translation>
    </message>
    <message>
        <source>Camera pixels a pixel</source>
        <translation>每像素的相機像素數</translation>
    </message>
    <message>
        <source>Residual of the lattice</source>
        <translation>晶格殘差</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>模糊</translation>
    </message>
    <message>
        <source>Rotation</source>
        <translation>旋轉</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>Distortion k1</source>
        <translation>畸變 k1</translation>
    </message>
    <message>
        <source>Steps left between tiles</source>
        <translation>圖塊間剩餘階差</translation>
    </message>
    <message>
        <source>one tile a pattern</source>
        <translation>每圖樣一個圖塊</translation>
    </message>
    <message>
        <source>Spread of %1</source>
        <translation>%1 的離散度</translation>
    </message>
    <message>
        <source>Share of good ones</source>
        <translation>良好比例</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::ModuleLists</name>
    <message>
        <source>None found.</source>
        <translation>未發現任何項目。</translation>
    </message>
    <message>
        <source>%1 found. A click shows one.</source>
        <translation>共發現 %1 個。點一下即可顯示。</translation>
    </message>
    <message>
        <source>%1 more are not listed; the export &apos;faults&apos; has them all.</source>
        <translation>另有 %1 個未列出；匯出「faults」包含全部。</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>顏色</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>Bin</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>相對亮度</translation>
    </message>
    <message>
        <source>In black</source>
        <translation>黑畫面</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>線</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>編號</translation>
    </message>
    <message>
        <source>From–to</source>
        <translation>範圍</translation>
    </message>
    <message>
        <source>Contrast (%)</source>
        <translation>對比 (%)</translation>
    </message>
    <message>
        <source>SNR</source>
        <translation>SNR</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>位於…之前</translation>
    </message>
    <message>
        <source>Step (%)</source>
        <translation>階差 (%)</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>類型</translation>
    </message>
    <message>
        <source>Col.</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>C (%)</source>
        <translation>C (%)</translation>
    </message>
    <message>
        <source>Semu</source>
        <translation>Semu</translation>
    </message>
    <message>
        <source>JND</source>
        <translation>JND</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>缺陷</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>線缺陷</translation>
    </message>
    <message>
        <source>Seams</source>
        <translation>接縫</translation>
    </message>
    <message>
        <source>Uneven light</source>
        <translation>亮度不均</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>數值</translation>
    </message>
    <message>
        <source>Light: over the healthy neighbours of the same colour. In black: over the mean of the colour at full gray.</source>
        <translation>相對亮度：相對於同色正常鄰近子像素。黑畫面：相對於該色最高灰階的平均。</translation>
    </message>
    <message>
        <source>Size: sigma in pixels. C: contrast at the peak.</source>
        <translation>大小：以像素計的 sigma。C：峰值對比。</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::ModuleMapPanel</name>
    <message>
        <source>All colours</source>
        <translation>所有顏色</translation>
    </message>
    <message>
        <source>All patterns</source>
        <translation>所有圖樣</translation>
    </message>
    <message>
        <source>relative</source>
        <translation>相對值</translation>
    </message>
    <message>
        <source>Move the cursor over the module: row, column, sub-pixel, bin and value</source>
        <translation>將游標移到模組上：顯示列、行、子像素、Bin 與數值</translation>
    </message>
    <message>
        <source>Row %1, column %2, %3: %4</source>
        <translation>列 %1，行 %2，%3：%4</translation>
    </message>
    <message>
        <source>%1 (relative)</source>
        <translation>%1（相對值）</translation>
    </message>
    <message>
        <source>Show the whole module</source>
        <translation>顯示整個模組</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Reduce</source>
        <translation>縮小</translation>
    </message>
    <message>
        <source>Turn by 90 degrees</source>
        <translation>旋轉 90 度</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>左右鏡射</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>顯示內容</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>圖樣</translation>
    </message>
    <message>
        <source>Sub-pixel</source>
        <translation>子像素</translation>
    </message>
    <message>
        <source>After demura</source>
        <translation>Demura 之後</translation>
    </message>
    <message>
        <source>Luminance of patterns that have a demura table, with its gains; same colour scale</source>
        <translation>對有 Demura 表的圖樣，以其增益顯示亮度；色階相同</translation>
    </message>
    <message>
        <source>Mark faults and mura</source>
        <translation>標示缺陷與 Mura</translation>
    </message>
    <message>
        <source>Picture of the module</source>
        <translation>模組圖像</translation>
    </message>
    <message>
        <source>Open the file of a display module, or drop one on the window</source>
        <translation>請開啟顯示模組檔案，或將檔案拖放到視窗</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::ModulePage</name>
    <message>
        <source>Enlarge, reduce, show the whole module</source>
        <translation>放大、縮小、顯示整個模組</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>方向鍵</translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation>移動圖像</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::ProfilePanel</name>
    <message>
        <source>Angle from the right, counter-clockwise (°)</source>
        <translation>自右方逆時針角度 (°)</translation>
    </message>
    <message>
        <source>Distance from the centre (mm)</source>
        <translation>與中心的距離 (mm)</translation>
    </message>
    <message>
        <source>Along the radius</source>
        <translation>沿半徑</translation>
    </message>
    <message>
        <source>Along the angle</source>
        <translation>沿角度</translation>
    </message>
    <message>
        <source>Direction of the profile</source>
        <translation>剖面方向</translation>
    </message>
    <message>
        <source>± 1 sigma</source>
        <translation>± 1 sigma</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Selected dies</source>
        <translation>已選取的晶粒</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>剖面</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::RecipePage</name>
    <message>
        <source>Undo</source>
        <translation>復原</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>起始自</translation>
    </message>
    <message>
        <source>The program&apos;s own values</source>
        <translation>程式預設值</translation>
    </message>
    <message>
        <source>The recipe of the opened wafer</source>
        <translation>已開啟晶圓的配方</translation>
    </message>
    <message>
        <source>This recipe without its learnt model</source>
        <translation>此配方去除學得的模型</translation>
    </message>
    <message>
        <source>Open...</source>
        <translation>開啟...</translation>
    </message>
    <message>
        <source>Save...</source>
        <translation>儲存...</translation>
    </message>
    <message>
        <source>Apply to the wafer</source>
        <translation>套用到晶圓</translation>
    </message>
    <message>
        <source>Judges the dies of the opened wafer anew; no pixels are needed</source>
        <translation>重新判定已開啟晶圓的晶粒；不需影像</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差異</translation>
    </message>
    <message>
        <source>The recipe as TOML</source>
        <translation>TOML 格式的配方</translation>
    </message>
    <message>
        <source>The recipe has changes that are not saved.</source>
        <translation>配方有尚未儲存的變更。</translation>
    </message>
    <message>
        <source>Undo the last change of the recipe</source>
        <translation>復原配方的上一次變更</translation>
    </message>
    <message>
        <source>Save the recipe</source>
        <translation>儲存配方</translation>
    </message>
    <message>
        <source>Open a recipe</source>
        <translation>開啟配方</translation>
    </message>
    <message>
        <source>Recipes (*.toml);;All files (*)</source>
        <translation>配方 (*.toml);;所有檔案 (*)</translation>
    </message>
    <message>
        <source>Recipes (*.toml)</source>
        <translation>配方 (*.toml)</translation>
    </message>
    <message>
        <source>No wafer is open.</source>
        <translation>未開啟晶圓。</translation>
    </message>
    <message>
        <source>Yield of the opened wafer %1, before %2</source>
        <translation>已開啟晶圓的良率 %1，先前 %2</translation>
    </message>
    <message>
        <source>Yield of the opened wafer %1</source>
        <translation>已開啟晶圓的良率 %1</translation>
    </message>
    <message>
        <source>Draft, not saved to a file</source>
        <translation>草稿，未存成檔案</translation>
    </message>
    <message>
        <source>with a learnt model</source>
        <translation>含學得的模型</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已變更</translation>
    </message>
    <message>
        <source>locked: sign in as an engineer to change it</source>
        <translation>已鎖定：請以工程師身分登入後變更</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::ReclassBar</name>
    <message>
        <source>Defect %1:</source>
        <translation>缺陷 %1：</translation>
    </message>
    <message>
        <source>Class:</source>
        <translation>類別：</translation>
    </message>
    <message>
        <source>Gives the defect this class. The file keeps who changed it and when; verdict and bins follow at once.</source>
        <translation>將缺陷改為此類別。檔案會記錄由誰於何時變更；判定與 Bin 立即隨之更新。</translation>
    </message>
    <message>
        <source>Classes are changed by engineers and QA: sign in as one of them.</source>
        <translation>類別由工程師與品保人員變更：請以其身分登入。</translation>
    </message>
    <message>
        <source>Change class</source>
        <translation>變更類別</translation>
    </message>
    <message>
        <source>Class of the defect</source>
        <translation>缺陷的類別</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::ReviewPage</name>
    <message>
        <source>Enlarge, reduce, show the whole wafer</source>
        <translation>放大、縮小、顯示整片晶圓</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>方向鍵</translation>
    </message>
    <message>
        <source>Move the map</source>
        <translation>移動圖面</translation>
    </message>
    <message>
        <source>Drag to move, select a rectangle, select with a lasso</source>
        <translation>拖曳移動、矩形選取、套索選取</translation>
    </message>
    <message>
        <source>Turn the map by 90 degrees, mirror it</source>
        <translation>圖面旋轉 90 度、鏡像</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Clear the selection</source>
        <translation>清除選取</translation>
    </message>
    <message>
        <source>Undo and redo the tuning of bins</source>
        <translation>復原與重做 Bin 調整</translation>
    </message>
    <message>
        <source>Copy the selected dies as a table</source>
        <translation>將已選取的晶粒複製為表格</translation>
    </message>
    <message>
        <source>The tuned bins are not saved.</source>
        <translation>調整後的 Bin 尚未儲存。</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::RunControls</name>
    <message>
        <source>Wafer ID</source>
        <translation>晶圓 ID</translation>
    </message>
    <message>
        <source>Type or scan</source>
        <translation>輸入或掃描</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>繼續掃描</translation>
    </message>
    <message>
        <source>Scan again</source>
        <translation>重新掃描</translation>
    </message>
    <message>
        <source>Review the result</source>
        <translation>檢視結果</translation>
    </message>
    <message>
        <source>Next wafer</source>
        <translation>下一片晶圓</translation>
    </message>
    <message>
        <source>Abort</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>%1 (built in)</source>
        <translation>%1（內建）</translation>
    </message>
    <message>
        <source>%1 (can&apos;t be read)</source>
        <translation>%1（無法讀取）</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>繼續</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暫停</translation>
    </message>
    <message>
        <source>Ready to start.</source>
        <translation>可以開始。</translation>
    </message>
    <message>
        <source>The scan is complete and stored.</source>
        <translation>掃描已完成並儲存。</translation>
    </message>
    <message>
        <source>%1 (locked)</source>
        <translation>%1（鎖定）</translation>
    </message>
    <message>
        <source>%1 dies, %2 tiles, about %3</source>
        <translation>%1 顆晶粒、%2 個圖塊，約 %3</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::RunFigures</name>
    <message>
        <source>While tiles land: dies that give at least half of the median&apos;s light. The yield proper is known after the last tile.</source>
        <translation>掃描期間：亮度至少為中位數一半的晶粒。正式良率在最後一個圖塊後得知。</translation>
    </message>
    <message>
        <source>Dies measured</source>
        <translation>已量測晶粒</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩餘時間</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>相機</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>裝置</translation>
    </message>
    <message>
        <source>Yield</source>
        <translation>良率</translation>
    </message>
    <message>
        <source>Yield so far (estimate)</source>
        <translation>目前良率（估計）</translation>
    </message>
    <message>
        <source>%1 · x %2 mm, y %3 mm</source>
        <translation>%1 · x %2 mm，y %3 mm</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::RunPage</name>
    <message>
        <source>A scan is running. Closing stops it safely; it can be resumed later.</source>
        <translation>掃描進行中。關閉會安全停止，之後可繼續。</translation>
    </message>
    <message>
        <source>Enter in the wafer ID</source>
        <translation>在晶圓 ID 欄按 Enter</translation>
    </message>
    <message>
        <source>Takes the ID and goes to Start</source>
        <translation>接受 ID 並移到「開始」</translation>
    </message>
    <message>
        <source>No tool is set up: this is the simulated tool. An engineer chooses another on the Devices page.</source>
        <translation>尚未設定機台：目前為模擬機台。工程師可在裝置頁更換。</translation>
    </message>
    <message>
        <source>All devices are simulated.</source>
        <translation>所有裝置皆為模擬。</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::ScatterPanel</name>
    <message>
        <source>The EL data hold no intensity, so there is nothing to plot against PL.</source>
        <translation>EL 資料沒有強度，無法與 PL 對照作圖。</translation>
    </message>
    <message>
        <source>Pearson %1, Spearman %2; 95 % in brackets; %3 dies with both intensities</source>
        <translation>Pearson %1，Spearman %2；括號內為 95 % 區間；兩種強度皆有者 %3 顆</translation>
    </message>
    <message>
        <source>PL intensity, relative to healthy neighbours</source>
        <translation>PL 強度（相對於正常鄰近晶粒）</translation>
    </message>
    <message>
        <source>EL intensity</source>
        <translation>EL 強度</translation>
    </message>
    <message>
        <source>Overkill</source>
        <translation>過殺</translation>
    </message>
    <message>
        <source>Escapes</source>
        <translation>漏檢</translation>
    </message>
    <message>
        <source>EL intensity against PL intensity</source>
        <translation>EL 強度對 PL 強度</translation>
    </message>
    <message>
        <source>All dies, by density</source>
        <translation>全部晶粒（密度）</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::SectionForm</name>
    <message>
        <source>Range: %1.</source>
        <translation>範圍：%1。</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>Left to the data of each wafer</source>
        <translation>由各晶圓的資料決定</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::SectionTable</name>
    <message>
        <source>Row %1, %2: %3</source>
        <translation>第 %1 列，%2：%3</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::SelectionPanel</name>
    <message>
        <source>No dies selected</source>
        <translation>未選取晶粒</translation>
    </message>
    <message>
        <source>Draw on the map or drag over a chart, or choose below.</source>
        <translation>在圖上圈選、在圖表上拖曳，或於下方選擇。</translation>
    </message>
    <message>
        <source>%1 dies selected</source>
        <translation>已選取 %1 顆晶粒</translation>
    </message>
    <message>
        <source>%1 of the wafer · their yield %2</source>
        <translation>佔晶圓 %1 · 其良率 %2</translation>
    </message>
    <message>
        <source>Next choice</source>
        <translation>下一次選取</translation>
    </message>
    <message>
        <source>replaces the selection</source>
        <translation>取代選取</translation>
    </message>
    <message>
        <source>is added</source>
        <translation>加入</translation>
    </message>
    <message>
        <source>is taken away</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>keeps what is in both</source>
        <translation>保留交集</translation>
    </message>
    <message>
        <source>Values of</source>
        <translation>數值來源</translation>
    </message>
    <message>
        <source>From</source>
        <translation>從</translation>
    </message>
    <message>
        <source>To</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Select range</source>
        <translation>選取範圍</translation>
    </message>
    <message>
        <source>Dies of bin</source>
        <translation>Bin 的晶粒</translation>
    </message>
    <message>
        <source>Select bin</source>
        <translation>選取 Bin</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>複製表格</translation>
    </message>
    <message>
        <source>The selected dies with all their numbers, for a spreadsheet (Ctrl+Alt+C)</source>
        <translation>已選取晶粒的所有數值，供試算表使用 (Ctrl+Alt+C)</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>選取</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::StackPanel</name>
    <message>
        <source>No picture of a good die: this wafer was not inspected in reflected light.</source>
        <translation>沒有良品晶粒圖片：此晶圓未以反射光檢測。</translation>
    </message>
    <message>
        <source>%1 % of all defects in this class and those above</source>
        <translation>此類別及以上各類別占全部缺陷的 %1 %</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Learnt from %1 dies; about %2 of the defects are false alarms of good dies.</source>
        <translation>由 %1 個晶粒學得；缺陷中約有 %2 個是良品的誤報。</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>類別</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>缺陷</translation>
    </message>
    <message>
        <source>Failing dies</source>
        <translation>不良晶粒</translation>
    </message>
    <message>
        <source>Classes of defects</source>
        <translation>缺陷類別</translation>
    </message>
    <message>
        <source>Positions of defects on the die</source>
        <translation>缺陷在晶粒上的位置</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>位置</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::ThresholdPanel</name>
    <message>
        <source>Load EL data to see what another threshold would do.</source>
        <translation>載入 EL 資料後即可查看其他門檻值的效果。</translation>
    </message>
    <message>
        <source>Rejecting below %1: overkill %2 (%3 dies), escape %4 (%5 dies), accuracy %6</source>
        <translation>低於 %1 判退：過殺 %2（%3 顆），漏檢 %4（%5 顆），準確率 %6</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>漏檢</translation>
    </message>
    <message>
        <source>Overkill</source>
        <translation>過殺</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>門檻值</translation>
    </message>
    <message>
        <source>Bins</source>
        <translation>Bin</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>所選</translation>
    </message>
    <message>
        <source>Threshold of the relative PL intensity</source>
        <translation>相對 PL 強度門檻值</translation>
    </message>
    <message>
        <source>Share, %</source>
        <translation>比例，%</translation>
    </message>
    <message>
        <source>Overkill, %</source>
        <translation>過殺，%</translation>
    </message>
    <message>
        <source>Bad dies rejected, %</source>
        <translation>不良檢出，%</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>The threshold at which most dies are judged as by EL</source>
        <translation>與 EL 判定最一致的門檻值</translation>
    </message>
    <message>
        <source>Escape and overkill against the threshold</source>
        <translation>漏檢與過殺對門檻值</translation>
    </message>
    <message>
        <source>Bad dies rejected against overkill</source>
        <translation>不良檢出對過殺</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::TunerPanel</name>
    <message>
        <source>Judges all dies by these thresholds and writes bins and recipe into the file</source>
        <translation>以這些門檻值判定所有晶粒，並將 Bin 與配方寫入檔案</translation>
    </message>
    <message>
        <source>Bins are changed by engineers and QA: sign in as one of them.</source>
        <translation>Bin 僅能由工程師與品保變更：請以該身分登入。</translation>
    </message>
    <message>
        <source>This wafer file has no bins.</source>
        <translation>此晶圓檔案沒有 Bin。</translation>
    </message>
    <message>
        <source>The layers of the bins are being read.</source>
        <translation>正在讀取 Bin 的圖層。</translation>
    </message>
    <message>
        <source>yield</source>
        <translation>良率</translation>
    </message>
    <message>
        <source>yield, %1 %2 points; %3 dies change their verdict</source>
        <translation>良率，%1 %2 個百分點；%3 顆晶粒判定改變</translation>
    </message>
    <message>
        <source>from one row and column in %1</source>
        <translation>每 %1 列與行取一</translation>
    </message>
    <message>
        <source>dead below</source>
        <translation>死燈低於</translation>
    </message>
    <message>
        <source>leaky: ratio below</source>
        <translation>漏電：比值低於</translation>
    </message>
    <message>
        <source>weak below</source>
        <translation>弱光低於</translation>
    </message>
    <message>
        <source>covered: ratio above</source>
        <translation>遮蔽：比值高於</translation>
    </message>
    <message>
        <source>wavelength off by</source>
        <translation>波長偏差</translation>
    </message>
    <message>
        <source>nonuniform above</source>
        <translation>不均勻高於</translation>
    </message>
    <message>
        <source>bright above</source>
        <translation>過亮高於</translation>
    </message>
    <message>
        <source>%1 below</source>
        <translation>%1 低於</translation>
    </message>
    <message>
        <source>%1 above</source>
        <translation>%1 高於</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>復原</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重設</translation>
    </message>
    <message>
        <source>Save bins</source>
        <translation>儲存 Bin</translation>
    </message>
    <message>
        <source>A model learnt from EL decides here; the thresholds of the rules are part of what it learnt and stay. What you can move is from which probability of failing it rejects.</source>
        <translation>此晶圓由 EL 學習的模型判定；規則的門檻值屬於學習內容，維持不變。可調整的是：失效機率高於多少即判為不合格。</translation>
    </message>
    <message>
        <source>A model learnt from EL decides here, and it knows only pass and fail: there is nothing to move. On the Recipe page, Start from &gt; This recipe without its learnt model gives the rules back.</source>
        <translation>此晶圓由 EL 學習的模型判定，而該模型只分合格與不合格，沒有可調整的項目。在配方頁選擇「起始自 &gt; 此配方去除學得的模型」，即可恢復規則。</translation>
    </message>
    <message>
        <source>rejected above</source>
        <translation>高於即不合格</translation>
    </message>
    <message>
        <source>Tune</source>
        <translation>調整</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::UsersPage</name>
    <message>
        <source>Sign out</source>
        <translation>登出</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名稱</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密碼</translation>
    </message>
    <message>
        <source>Password again</source>
        <translation>再次輸入密碼</translation>
    </message>
    <message>
        <source>Continue as operator</source>
        <translation>以作業員身分繼續</translation>
    </message>
    <message>
        <source>Operators scan and look at wafers. Engineers also change recipes, bins, calibrations and devices. QA and administrators also sign off and manage users.</source>
        <translation>作業員可掃描與檢視晶圓。工程師另可變更配方、Bin、校正與裝置。品保與管理員另可簽核與管理使用者。</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>使用者</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message numerus="yes">
        <source>Password, %n or more characters</source>
        <translation>
            <numerusform>密碼，至少 %n 個字元</numerusform>
        </translation>
    </message>
    <message>
        <source>Name of the user</source>
        <translation>使用者名稱</translation>
    </message>
    <message>
        <source>Password of the user</source>
        <translation>使用者密碼</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Set password</source>
        <translation>設定密碼</translation>
    </message>
    <message>
        <source>Set role</source>
        <translation>設定角色</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>作業員</translation>
    </message>
    <message>
        <source>Engineer</source>
        <translation>工程師</translation>
    </message>
    <message>
        <source>QA / administrator</source>
        <translation>品保 / 管理員</translation>
    </message>
    <message>
        <source>The two passwords differ.</source>
        <translation>兩次密碼不同。</translation>
    </message>
    <message>
        <source>Name or password are wrong.</source>
        <translation>名稱或密碼錯誤。</translation>
    </message>
    <message>
        <source>Set up this desktop</source>
        <translation>設定此電腦</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登入</translation>
    </message>
    <message>
        <source>Create the administrator, who may do everything and adds the other users. Until then everybody works as an operator: scans and looks at wafers.</source>
        <translation>請建立擁有所有權限、可新增其他使用者的管理員。在此之前，所有人皆為作業員：可掃描與檢視晶圓。</translation>
    </message>
    <message>
        <source>Nobody is signed in: you work as an operator (%1).</source>
        <translation>無人登入：您目前為作業員（%1）。</translation>
    </message>
    <message>
        <source>Create administrator</source>
        <translation>建立管理員</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::VerdictCard</name>
    <message>
        <source>Open the file of a display module: verdict, faults and figures are shown here.</source>
        <translation>開啟顯示模組檔案後，判定、缺陷與數值會顯示於此。</translation>
    </message>
    <message>
        <source>PASS</source>
        <translation>通過</translation>
    </message>
    <message>
        <source>FAIL</source>
        <translation>不通過</translation>
    </message>
    <message>
        <source>All limits of the recipe are held.</source>
        <translation>符合配方的所有限值。</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::WaferView</name>
    <message>
        <source>Wafer map</source>
        <translation>晶圓圖</translation>
    </message>
</context>
</TS>
