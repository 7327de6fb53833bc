<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko">
<context>
    <name>CalibrationKinds</name>
    <message>
        <source>Dark frame</source>
        <translation>암 프레임</translation>
    </message>
    <message>
        <source>The camera&apos;s level without light, pixel by pixel, and its hot pixels</source>
        <translation>빛이 없을 때 카메라의 픽셀별 레벨과 핫 픽셀</translation>
    </message>
    <message>
        <source>Photon transfer</source>
        <translation>광자 전달</translation>
    </message>
    <message>
        <source>Gain in electrons a DN, read noise, full well and linearity of the camera</source>
        <translation>카메라의 이득(DN당 전자 수), 읽기 잡음, 포화 용량, 선형성</translation>
    </message>
    <message>
        <source>Flat field</source>
        <translation>플랫 필드</translation>
    </message>
    <message>
        <source>How sensitive each pixel is, optics included</source>
        <translation>광학계를 포함한 각 픽셀의 감도</translation>
    </message>
    <message>
        <source>Camera and stage</source>
        <translation>카메라와 스테이지</translation>
    </message>
    <message>
        <source>Rotation, scale and mirror of the camera against the stage</source>
        <translation>스테이지에 대한 카메라의 회전, 배율, 반전</translation>
    </message>
    <message>
        <source>Focus surface</source>
        <translation>초점면</translation>
    </message>
    <message>
        <source>Height of best focus over the wafer: plane and bow</source>
        <translation>웨이퍼 전체의 최적 초점 높이: 평면과 휨</translation>
    </message>
    <message>
        <source>Wavelength axis</source>
        <translation>파장 축</translation>
    </message>
    <message>
        <source>Wavelength in air of each pixel of the spectrometer</source>
        <translation>분광기 각 픽셀의 공기 중 파장</translation>
    </message>
    <message>
        <source>Spectral response</source>
        <translation>분광 응답</translation>
    </message>
    <message>
        <source>Sensitivity of the spectrometer over the wavelength</source>
        <translation>파장에 따른 분광기의 감도</translation>
    </message>
    <message>
        <source>Light power</source>
        <translation>광 출력</translation>
    </message>
    <message>
        <source>What the light gives for what it is told</source>
        <translation>설정값에 대해 조명이 실제로 내는 출력</translation>
    </message>
    <message>
        <source>nothing; all lights are switched off, keep room light away</source>
        <translation>없음. 모든 조명이 꺼지므로 실내 빛을 차단하십시오</translation>
    </message>
    <message>
        <source>the even reference in view of the camera, and a steady lamp</source>
        <translation>카메라 시야의 균일 기준판과 안정된 램프</translation>
    </message>
    <message>
        <source>the even reference in view of the camera, and the reflected light</source>
        <translation>카메라 시야의 균일 기준판과 반사 조명</translation>
    </message>
    <message>
        <source>a wafer with dies on the chuck, and the reflected light</source>
        <translation>척 위의 다이가 있는 웨이퍼와 반사 조명</translation>
    </message>
    <message>
        <source>the wafer on the chuck, a stage with a z axis, and the reflected light</source>
        <translation>척 위의 웨이퍼, z축이 있는 스테이지, 반사 조명</translation>
    </message>
    <message>
        <source>a mercury-argon lamp, or another with its list of lines</source>
        <translation>수은-아르곤 램프, 또는 스펙트럼선 목록이 있는 다른 램프</translation>
    </message>
    <message>
        <source>a lamp of known temperature or spectrum in view of the spectrometer</source>
        <translation>분광기 시야에 있는, 온도나 스펙트럼을 아는 램프</translation>
    </message>
    <message>
        <source>the light&apos;s power meter in place</source>
        <translation>제자리에 놓인 조명용 광출력 측정기</translation>
    </message>
    <message>
        <source>Colour filter</source>
        <translation>색 필터</translation>
    </message>
    <message>
        <source>Transmission of the filter by which the camera tells colours</source>
        <translation>카메라가 색을 구분하는 필터의 투과율</translation>
    </message>
    <message>
        <source>a filter wheel, a wafer with dies that glow, a spectrometer and the laser</source>
        <translation>필터 휠, 발광하는 다이가 있는 웨이퍼, 분광기와 레이저</translation>
    </message>
</context>
<context>
    <name>CalibrationTexts</name>
    <message>
        <source>not measured</source>
        <translation>미측정</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>유효</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>만료됨</translation>
    </message>
    <message>
        <source>other device</source>
        <translation>다른 장치</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>손상됨</translation>
    </message>
    <message>
        <source>Not measured yet.</source>
        <translation>아직 측정하지 않았습니다.</translation>
    </message>
    <message>
        <source>It has expired and is not used any more. Run it again.</source>
        <translation>만료되어 더 이상 사용되지 않습니다. 다시 실행하십시오.</translation>
    </message>
    <message>
        <source>It was measured with another device than the one that answers. Run it again.</source>
        <translation>현재 연결된 장치가 아닌 다른 장치로 측정한 것입니다. 다시 실행하십시오.</translation>
    </message>
    <message>
        <source>Its file was changed or can&apos;t be read. Run it again.</source>
        <translation>파일이 변경되었거나 읽을 수 없습니다. 다시 실행하십시오.</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 ~ %2</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>%1 이상</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>%1 이하</translation>
    </message>
</context>
<context>
    <name>CalibrationValues</name>
    <message>
        <source>level</source>
        <translation>레벨</translation>
    </message>
    <message>
        <source>temporal noise</source>
        <translation>시간 잡음</translation>
    </message>
    <message>
        <source>fixed pattern</source>
        <translation>고정 패턴 잡음</translation>
    </message>
    <message>
        <source>noise left in the mean</source>
        <translation>평균 영상에 남은 잡음</translation>
    </message>
    <message>
        <source>hot pixels</source>
        <translation>핫 픽셀</translation>
    </message>
    <message>
        <source>hot above</source>
        <translation>핫 픽셀 기준</translation>
    </message>
    <message>
        <source>light</source>
        <translation>빛</translation>
    </message>
    <message>
        <source>error</source>
        <translation>오차</translation>
    </message>
    <message>
        <source>clipped pixels</source>
        <translation>포화 픽셀</translation>
    </message>
    <message>
        <source>corner over middle</source>
        <translation>중앙 대비 모서리</translation>
    </message>
    <message>
        <source>spread of pixels</source>
        <translation>픽셀 산포</translation>
    </message>
    <message>
        <source>gain</source>
        <translation>이득</translation>
    </message>
    <message>
        <source>gain error</source>
        <translation>이득 오차</translation>
    </message>
    <message>
        <source>read noise</source>
        <translation>읽기 잡음</translation>
    </message>
    <message>
        <source>full well</source>
        <translation>포화 용량</translation>
    </message>
    <message>
        <source>linearity error</source>
        <translation>선형성 오차</translation>
    </message>
    <message>
        <source>dark level</source>
        <translation>암 레벨</translation>
    </message>
    <message>
        <source>dynamic range</source>
        <translation>동적 범위</translation>
    </message>
    <message>
        <source>residual</source>
        <translation>잔차</translation>
    </message>
    <message>
        <source>largest residual</source>
        <translation>최대 잔차</translation>
    </message>
    <message>
        <source>lines matched</source>
        <translation>일치한 스펙트럼선</translation>
    </message>
    <message>
        <source>peaks</source>
        <translation>피크</translation>
    </message>
    <message>
        <source>resolution</source>
        <translation>분해능</translation>
    </message>
    <message>
        <source>shift against the device&apos;s axis</source>
        <translation>장치 축 대비 이동량</translation>
    </message>
    <message>
        <source>first line</source>
        <translation>첫 스펙트럼선</translation>
    </message>
    <message>
        <source>last line</source>
        <translation>마지막 스펙트럼선</translation>
    </message>
    <message>
        <source>best at</source>
        <translation>최대 감도 파장</translation>
    </message>
    <message>
        <source>above a tenth from</source>
        <translation>감도 10 % 이상 시작</translation>
    </message>
    <message>
        <source>above a tenth to</source>
        <translation>감도 10 % 이상 끝</translation>
    </message>
    <message>
        <source>noise</source>
        <translation>잡음</translation>
    </message>
    <message>
        <source>largest deviation from the set-point</source>
        <translation>설정값과의 최대 편차</translation>
    </message>
    <message>
        <source>lowest set-point</source>
        <translation>최소 설정값</translation>
    </message>
    <message>
        <source>highest set-point</source>
        <translation>최대 설정값</translation>
    </message>
    <message>
        <source>rotation</source>
        <translation>회전</translation>
    </message>
    <message>
        <source>pixel size</source>
        <translation>픽셀 크기</translation>
    </message>
    <message>
        <source>scale</source>
        <translation>배율</translation>
    </message>
    <message>
        <source>anisotropy</source>
        <translation>이방성</translation>
    </message>
    <message>
        <source>shear</source>
        <translation>전단</translation>
    </message>
    <message>
        <source>mirrored</source>
        <translation>반전</translation>
    </message>
    <message>
        <source>rotation error</source>
        <translation>회전 오차</translation>
    </message>
    <message>
        <source>scale error</source>
        <translation>배율 오차</translation>
    </message>
    <message>
        <source>height in the middle</source>
        <translation>중앙 높이</translation>
    </message>
    <message>
        <source>tilt along x</source>
        <translation>x 방향 기울기</translation>
    </message>
    <message>
        <source>tilt along y</source>
        <translation>y 방향 기울기</translation>
    </message>
    <message>
        <source>bow</source>
        <translation>휨</translation>
    </message>
    <message>
        <source>contrast</source>
        <translation>대비</translation>
    </message>
    <message>
        <source>levels</source>
        <translation>레벨 분포</translation>
    </message>
    <message>
        <source>mean level</source>
        <translation>평균 레벨</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>픽셀</translation>
    </message>
    <message>
        <source>shading</source>
        <translation>음영</translation>
    </message>
    <message>
        <source>distance from the middle</source>
        <translation>중심에서의 거리</translation>
    </message>
    <message>
        <source>photon transfer</source>
        <translation>광자 전달</translation>
    </message>
    <message>
        <source>signal</source>
        <translation>신호</translation>
    </message>
    <message>
        <source>variance</source>
        <translation>분산</translation>
    </message>
    <message>
        <source>linearity</source>
        <translation>선형성</translation>
    </message>
    <message>
        <source>exposure</source>
        <translation>노출</translation>
    </message>
    <message>
        <source>deviation</source>
        <translation>편차</translation>
    </message>
    <message>
        <source>wavelength in air</source>
        <translation>공기 중 파장</translation>
    </message>
    <message>
        <source>polynomial minus line</source>
        <translation>다항식 − 스펙트럼선</translation>
    </message>
    <message>
        <source>response</source>
        <translation>응답</translation>
    </message>
    <message>
        <source>power</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>set-point</source>
        <translation>설정값</translation>
    </message>
    <message>
        <source>measured minus curve</source>
        <translation>측정값 − 곡선</translation>
    </message>
    <message>
        <source>sharpness in the middle</source>
        <translation>중앙의 선명도</translation>
    </message>
    <message>
        <source>sharpness</source>
        <translation>선명도</translation>
    </message>
    <message>
        <source>height over the surface</source>
        <translation>초점면 위 높이</translation>
    </message>
    <message>
        <source>z</source>
        <translation>z</translation>
    </message>
    <message>
        <source>light source</source>
        <translation>광원</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>stage</source>
        <translation>스테이지</translation>
    </message>
    <message>
        <source>spectrometer</source>
        <translation>분광기</translation>
    </message>
    <message>
        <source>of a corner&apos;s</source>
        <translation>모서리 기준</translation>
    </message>
    <message>
        <source>of the middle&apos;s</source>
        <translation>중앙 기준</translation>
    </message>
    <message>
        <source>% of full scale</source>
        <translation>% (전체 눈금 대비)</translation>
    </message>
    <message>
        <source>light from</source>
        <translation>빛이 있는 시작</translation>
    </message>
    <message>
        <source>light to</source>
        <translation>빛이 있는 끝</translation>
    </message>
    <message>
        <source>brightest at</source>
        <translation>가장 밝은 위치</translation>
    </message>
    <message>
        <source>slope at the brightest</source>
        <translation>가장 밝은 곳의 기울기</translation>
    </message>
    <message>
        <source>lowest transmission</source>
        <translation>최저 투과율</translation>
    </message>
    <message>
        <source>highest transmission</source>
        <translation>최고 투과율</translation>
    </message>
    <message>
        <source>change over the light</source>
        <translation>빛 범위에서의 변화</translation>
    </message>
    <message>
        <source>largest error</source>
        <translation>최대 오차</translation>
    </message>
    <message>
        <source>drift of the light</source>
        <translation>빛의 드리프트</translation>
    </message>
    <message>
        <source>transmission</source>
        <translation>투과율</translation>
    </message>
    <message>
        <source>filter wheel</source>
        <translation>필터 휠</translation>
    </message>
</context>
<context>
    <name>DefectClass</name>
    <message>
        <source>missing</source>
        <translation>누락</translation>
    </message>
    <message>
        <source>misplaced</source>
        <translation>위치 이탈</translation>
    </message>
    <message>
        <source>scratched</source>
        <translation>스크래치</translation>
    </message>
    <message>
        <source>metal_missing</source>
        <translation>메탈 누락</translation>
    </message>
    <message>
        <source>metal_partial</source>
        <translation>메탈 일부 누락</translation>
    </message>
    <message>
        <source>metal_broken</source>
        <translation>메탈 단선</translation>
    </message>
    <message>
        <source>metal_stain</source>
        <translation>메탈 얼룩</translation>
    </message>
    <message>
        <source>contact_residue</source>
        <translation>콘택트 잔류물</translation>
    </message>
    <message>
        <source>chipped</source>
        <translation>치핑</translation>
    </message>
    <message>
        <source>cracked</source>
        <translation>크랙</translation>
    </message>
    <message>
        <source>particle</source>
        <translation>파티클</translation>
    </message>
    <message>
        <source>discoloured</source>
        <translation>변색</translation>
    </message>
    <message>
        <source>residue</source>
        <translation>잔류물</translation>
    </message>
    <message>
        <source>anomaly</source>
        <translation>이상</translation>
    </message>
    <message>
        <source>false_alarm</source>
        <translation>오검출</translation>
    </message>
    <message>
        <source>%1, passes</source>
        <translation>%1, 합격</translation>
    </message>
</context>
<context>
    <name>DefectReason</name>
    <message>
        <source>the whole pad</source>
        <translation>패드 전체</translation>
    </message>
    <message>
        <source>the whole body</source>
        <translation>몸체 전체</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>어두움</translation>
    </message>
    <message>
        <source>bright</source>
        <translation>밝음</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>명암 혼재</translation>
    </message>
    <message>
        <source>on the body</source>
        <translation>몸체 위</translation>
    </message>
    <message>
        <source>on the rim</source>
        <translation>가장자리 위</translation>
    </message>
    <message>
        <source>on the metal</source>
        <translation>메탈 위</translation>
    </message>
    <message>
        <source>on the finger</source>
        <translation>핑거 위</translation>
    </message>
    <message>
        <source>on the street</source>
        <translation>스트리트 위</translation>
    </message>
    <message>
        <source>touches the edge</source>
        <translation>변에 닿음</translation>
    </message>
    <message>
        <source>touches the corner</source>
        <translation>모서리에 닿음</translation>
    </message>
    <message>
        <source>covers %1 % of the die</source>
        <translation>다이의 %1 % 차지</translation>
    </message>
    <message>
        <source>%1 um long</source>
        <translation>길이 %1 µm</translation>
    </message>
    <message>
        <source>%1 um wide</source>
        <translation>폭 %1 µm</translation>
    </message>
    <message>
        <source>as long as %1 % of the die&apos;s short side</source>
        <translation>길이가 다이 짧은 변의 %1 %</translation>
    </message>
    <message>
        <source>%1 um2</source>
        <translation>%1 µm²</translation>
    </message>
    <message>
        <source>%1 % darker than good dies</source>
        <translation>양품보다 %1 % 어두움</translation>
    </message>
    <message>
        <source>%1 % brighter than good dies</source>
        <translation>양품보다 %1 % 밝음</translation>
    </message>
    <message>
        <source>covers %1 % of the pad</source>
        <translation>패드의 %1 % 차지</translation>
    </message>
    <message>
        <source>takes %1 % of the metal&apos;s light</source>
        <translation>메탈 밝기의 %1 % 감소</translation>
    </message>
    <message>
        <source>%1 % of the way from metal to body</source>
        <translation>메탈에서 몸체 밝기까지의 %1 %</translation>
    </message>
    <message>
        <source>straight to %1</source>
        <translation>직선도 %1</translation>
    </message>
    <message>
        <source>runs over %1 dies</source>
        <translation>다이 %1개에 걸침</translation>
    </message>
    <message>
        <source>edges %1 % as strong as on good dies</source>
        <translation>윤곽 강도가 양품의 %1 %</translation>
    </message>
    <message>
        <source>off its place by %1 % of the short side</source>
        <translation>짧은 변의 %1 %만큼 이탈</translation>
    </message>
    <message>
        <source>turned by %1 degrees</source>
        <translation>%1도 회전</translation>
    </message>
    <message>
        <source>%1 % of the way to the street&apos;s light</source>
        <translation>스트리트 밝기까지의 %1 %</translation>
    </message>
    <message>
        <source>the die is too small in the picture to be called %1</source>
        <translation>영상에서 다이가 너무 작아 %1(으)로 부를 수 없음</translation>
    </message>
    <message>
        <source>called so by %1 at %2</source>
        <translation>%1이(가) %2에 지정</translation>
    </message>
    <message>
        <source>by the rules %1: %2</source>
        <translation>규칙에 따르면 %1: %2</translation>
    </message>
</context>
<context>
    <name>DeviceSettings</name>
    <message>
        <source>First row in its field</source>
        <translation>필드 안의 첫 행</translation>
    </message>
    <message>
        <source>First column in its field</source>
        <translation>필드 안의 첫 열</translation>
    </message>
    <message>
        <source>Primary flat</source>
        <translation>주 플랫</translation>
    </message>
    <message>
        <source>Secondary flat</source>
        <translation>부 플랫</translation>
    </message>
    <message>
        <source>Notch depth</source>
        <translation>노치 깊이</translation>
    </message>
    <message>
        <source>Flat exclusion</source>
        <translation>플랫 제외 폭</translation>
    </message>
    <message>
        <source>place of row 0 or column 0 in its field</source>
        <translation>0번 행 또는 0번 열이 필드 안에서 차지하는 자리</translation>
    </message>
    <message>
        <source>length; -1: that of the size</source>
        <translation>길이, -1: 웨이퍼 크기의 표준값</translation>
    </message>
    <message>
        <source>-1: that of the size</source>
        <translation>-1: 웨이퍼 크기의 표준값</translation>
    </message>
    <message>
        <source>rim without dies at flats; -1: as the edge</source>
        <translation>플랫 안쪽의 다이 없는 가장자리, -1: 외곽과 같음</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>호스트</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>포트</translation>
    </message>
    <message>
        <source>Serial port</source>
        <translation>직렬 포트</translation>
    </message>
    <message>
        <source>Baud rate</source>
        <translation>전송 속도(baud)</translation>
    </message>
    <message>
        <source>Answer timeout</source>
        <translation>응답 제한 시간</translation>
    </message>
    <message>
        <source>X axis</source>
        <translation>X축</translation>
    </message>
    <message>
        <source>Y axis</source>
        <translation>Y축</translation>
    </message>
    <message>
        <source>Z axis</source>
        <translation>Z축</translation>
    </message>
    <message>
        <source>Theta axis</source>
        <translation>θ축</translation>
    </message>
    <message>
        <source>Length of a unit</source>
        <translation>단위 길이</translation>
    </message>
    <message>
        <source>Axis resolution</source>
        <translation>축 분해능</translation>
    </message>
    <message>
        <source>Homing timeout</source>
        <translation>원점 복귀 제한 시간</translation>
    </message>
    <message>
        <source>Has z</source>
        <translation>z축 있음</translation>
    </message>
    <message>
        <source>Flip x</source>
        <translation>x 반전</translation>
    </message>
    <message>
        <source>Flip y</source>
        <translation>y 반전</translation>
    </message>
    <message>
        <source>Home x</source>
        <translation>원점 x</translation>
    </message>
    <message>
        <source>Home y</source>
        <translation>원점 y</translation>
    </message>
    <message>
        <source>Centre x</source>
        <translation>중심 x</translation>
    </message>
    <message>
        <source>Centre y</source>
        <translation>중심 y</translation>
    </message>
    <message>
        <source>Settling window</source>
        <translation>정착 허용 범위</translation>
    </message>
    <message>
        <source>Settling time</source>
        <translation>정착 시간</translation>
    </message>
    <message>
        <source>Settling timeout</source>
        <translation>정착 제한 시간</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>Packet socket</source>
        <translation>패킷 소켓</translation>
    </message>
    <message>
        <source>Packet size</source>
        <translation>패킷 크기</translation>
    </message>
    <message>
        <source>Trigger line</source>
        <translation>트리거 입력</translation>
    </message>
    <message>
        <source>Exposure margin</source>
        <translation>노출 여유</translation>
    </message>
    <message>
        <source>Reconnect timeout</source>
        <translation>재연결 제한 시간</translation>
    </message>
    <message>
        <source>Pixel size</source>
        <translation>픽셀 크기</translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation>포화 수준</translation>
    </message>
    <message>
        <source>Pixel format</source>
        <translation>픽셀 형식</translation>
    </message>
    <message>
        <source>Frame timeout</source>
        <translation>프레임 제한 시간</translation>
    </message>
    <message>
        <source>Frame buffers</source>
        <translation>프레임 버퍼</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Protocol version</source>
        <translation>프로토콜 버전</translation>
    </message>
    <message>
        <source>With checksum</source>
        <translation>체크섬 사용</translation>
    </message>
    <message>
        <source>Shortest integration</source>
        <translation>최소 적분 시간</translation>
    </message>
    <message>
        <source>Longest integration</source>
        <translation>최대 적분 시간</translation>
    </message>
    <message>
        <source>Most averages</source>
        <translation>최대 평균 횟수</translation>
    </message>
    <message>
        <source>Saturation counts</source>
        <translation>포화 카운트</translation>
    </message>
    <message>
        <source>Offset x</source>
        <translation>x 오프셋</translation>
    </message>
    <message>
        <source>Offset y</source>
        <translation>y 오프셋</translation>
    </message>
    <message>
        <source>Emission timeout</source>
        <translation>발광 제한 시간</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Spot area</source>
        <translation>스폿 면적</translation>
    </message>
    <message>
        <source>Default power</source>
        <translation>기본 출력</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>광원 선택</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>기록 데이터</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>고의 고장</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>프리셋</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>난수 시드</translation>
    </message>
    <message>
        <source>Wafer size</source>
        <translation>웨이퍼 크기</translation>
    </message>
    <message>
        <source>Wafer ID</source>
        <translation>웨이퍼 ID</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>행 수</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>열 수</translation>
    </message>
    <message>
        <source>Picture width</source>
        <translation>영상 너비</translation>
    </message>
    <message>
        <source>Picture height</source>
        <translation>영상 높이</translation>
    </message>
    <message>
        <source>Camera mirrored</source>
        <translation>카메라 반전</translation>
    </message>
    <message>
        <source>Camera quarter turns</source>
        <translation>카메라 90° 회전 수</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시간 방식</translation>
    </message>
    <message>
        <source>Rendering</source>
        <translation>렌더링</translation>
    </message>
    <message>
        <source>Edge exclusion</source>
        <translation>가장자리 제외</translation>
    </message>
    <message>
        <source>Pitch x</source>
        <translation>x 피치</translation>
    </message>
    <message>
        <source>Pitch y</source>
        <translation>y 피치</translation>
    </message>
    <message>
        <source>Stagger x</source>
        <translation>x 엇갈림</translation>
    </message>
    <message>
        <source>Stagger y</source>
        <translation>y 엇갈림</translation>
    </message>
    <message>
        <source>Field rows</source>
        <translation>필드 행</translation>
    </message>
    <message>
        <source>Field columns</source>
        <translation>필드 열</translation>
    </message>
    <message>
        <source>Field gap x</source>
        <translation>x 필드 간격</translation>
    </message>
    <message>
        <source>Field gap y</source>
        <translation>y 필드 간격</translation>
    </message>
    <message>
        <source>Layout file</source>
        <translation>배치 파일</translation>
    </message>
    <message>
        <source>Die width</source>
        <translation>다이 너비</translation>
    </message>
    <message>
        <source>Die height</source>
        <translation>다이 높이</translation>
    </message>
    <message>
        <source>Rotation</source>
        <translation>회전</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>배율</translation>
    </message>
    <message>
        <source>Pixel</source>
        <translation>픽셀</translation>
    </message>
    <message>
        <source>Reference excitation</source>
        <translation>기준 여기 밀도</translation>
    </message>
    <message>
        <source>Reference exposure</source>
        <translation>기준 노출</translation>
    </message>
    <message>
        <source>Reference electrons</source>
        <translation>기준 전자 수</translation>
    </message>
    <message>
        <source>SRH coefficient A</source>
        <translation>SRH 계수 A</translation>
    </message>
    <message>
        <source>Wavelength</source>
        <translation>파장</translation>
    </message>
    <message>
        <source>Wavelength gradient</source>
        <translation>파장 기울기</translation>
    </message>
    <message>
        <source>Shunted share</source>
        <translation>션트 비율</translation>
    </message>
    <message>
        <source>Dead share</source>
        <translation>사망(dead) 비율</translation>
    </message>
    <message>
        <source>Open contact share</source>
        <translation>접촉 개방 비율</translation>
    </message>
    <message>
        <source>Blur (sigma)</source>
        <translation>흐림(시그마)</translation>
    </message>
    <message>
        <source>Vignetting</source>
        <translation>비네팅</translation>
    </message>
    <message>
        <source>Stray light</source>
        <translation>미광</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>이득</translation>
    </message>
    <message>
        <source>Read noise</source>
        <translation>읽기 잡음</translation>
    </message>
    <message>
        <source>Full well</source>
        <translation>포화 용량</translation>
    </message>
    <message>
        <source>Hot share</source>
        <translation>핫 픽셀 비율</translation>
    </message>
    <message>
        <source>Stage speed</source>
        <translation>스테이지 속도</translation>
    </message>
    <message>
        <source>Reflected light shows</source>
        <translation>반사광 내용</translation>
    </message>
    <message>
        <source>appearance: reflected light shows pads, grain and damage of dies; plain: as the preset</source>
        <translation>appearance: 반사광에 다이의 패드, 입자 무늬, 손상이 보임; plain: 프리셋대로</translation>
    </message>
    <message>
        <source>Stage jitter</source>
        <translation>스테이지 지터</translation>
    </message>
    <message>
        <source>Stage backlash</source>
        <translation>스테이지 백래시</translation>
    </message>
    <message>
        <source>Camera rotation</source>
        <translation>카메라 회전</translation>
    </message>
    <message>
        <source>Camera scale</source>
        <translation>카메라 배율</translation>
    </message>
    <message>
        <source>Camera readout</source>
        <translation>카메라 판독 시간</translation>
    </message>
    <message>
        <source>Focus in the middle</source>
        <translation>중앙 초점 높이</translation>
    </message>
    <message>
        <source>Focus tilt x</source>
        <translation>초점 기울기 x</translation>
    </message>
    <message>
        <source>Focus tilt y</source>
        <translation>초점 기울기 y</translation>
    </message>
    <message>
        <source>Focus bow</source>
        <translation>초점면 휨</translation>
    </message>
    <message>
        <source>Laser maximum power</source>
        <translation>레이저 최대 출력</translation>
    </message>
    <message>
        <source>Illuminated area</source>
        <translation>조명 면적</translation>
    </message>
    <message>
        <source>Laser bend</source>
        <translation>레이저 출력 곡률</translation>
    </message>
    <message>
        <source>X travel</source>
        <translation>X 이동 범위</translation>
    </message>
    <message>
        <source>Y travel</source>
        <translation>Y 이동 범위</translation>
    </message>
    <message>
        <source>Z travel</source>
        <translation>Z 이동 범위</translation>
    </message>
    <message>
        <source>Theta travel</source>
        <translation>θ 회전 범위</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>속도</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>분해능</translation>
    </message>
    <message>
        <source>Sensor</source>
        <translation>센서</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>노출</translation>
    </message>
    <message>
        <source>Pixel formats</source>
        <translation>픽셀 형식</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>픽셀 수</translation>
    </message>
    <message>
        <source>Integration</source>
        <translation>적분 시간</translation>
    </message>
    <message>
        <source>Averages</source>
        <translation>평균 횟수</translation>
    </message>
    <message>
        <source>Used for</source>
        <translation>용도</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>Excitation</source>
        <translation>여기 밀도</translation>
    </message>
    <message>
        <source>Interlock</source>
        <translation>인터록</translation>
    </message>
    <message>
        <source>network name or address; empty: a serial port</source>
        <translation>네트워크 이름 또는 주소. 비우면 직렬 포트</translation>
    </message>
    <message>
        <source>TCP port of the host</source>
        <translation>호스트의 TCP 포트</translation>
    </message>
    <message>
        <source>serial port, e.g. /dev/ttyUSB0</source>
        <translation>직렬 포트, 예: /dev/ttyUSB0</translation>
    </message>
    <message>
        <source>speed of the serial port</source>
        <translation>직렬 포트의 속도</translation>
    </message>
    <message>
        <source>how long an answer may take</source>
        <translation>응답을 기다리는 시간</translation>
    </message>
    <message>
        <source>axis that moves the wafer in x</source>
        <translation>웨이퍼를 x 방향으로 움직이는 축</translation>
    </message>
    <message>
        <source>axis that moves the wafer in y</source>
        <translation>웨이퍼를 y 방향으로 움직이는 축</translation>
    </message>
    <message>
        <source>focus axis; empty: none</source>
        <translation>초점 축. 비우면 없음</translation>
    </message>
    <message>
        <source>rotation axis, in degrees; empty: none</source>
        <translation>회전 축(도 단위). 비우면 없음</translation>
    </message>
    <message>
        <source>physical unit of x, y and z</source>
        <translation>x, y, z의 물리 단위</translation>
    </message>
    <message>
        <source>smallest step of the mechanics</source>
        <translation>기구의 최소 이동 단위</translation>
    </message>
    <message>
        <source>how long homing may take</source>
        <translation>원점 복귀를 기다리는 시간</translation>
    </message>
    <message>
        <source>the controller drives the focus</source>
        <translation>컨트롤러가 초점 축을 구동함</translation>
    </message>
    <message>
        <source>the stage&apos;s x runs against the wafer&apos;s</source>
        <translation>스테이지의 x가 웨이퍼의 x와 반대 방향</translation>
    </message>
    <message>
        <source>the stage&apos;s y runs against the wafer&apos;s</source>
        <translation>스테이지의 y가 웨이퍼의 y와 반대 방향</translation>
    </message>
    <message>
        <source>where the stage stands after homing</source>
        <translation>원점 복귀 후 스테이지 위치</translation>
    </message>
    <message>
        <source>device id, serial number or address; empty: the first found</source>
        <translation>장치 ID, 일련번호 또는 주소. 비우면 처음 찾은 카메라</translation>
    </message>
    <message>
        <source>off for a camera on loopback</source>
        <translation>루프백 카메라에서는 끔</translation>
    </message>
    <message>
        <source>0: as the camera has it</source>
        <translation>0: 카메라에 설정된 값</translation>
    </message>
    <message>
        <source>input of the hardware trigger</source>
        <translation>하드웨어 트리거 입력</translation>
    </message>
    <message>
        <source>added to the exposure before the stage moves</source>
        <translation>스테이지 이동 전에 노출에 더하는 여유 시간</translation>
    </message>
    <message>
        <source>how long a lost camera is looked for</source>
        <translation>연결이 끊긴 카메라를 찾는 시간</translation>
    </message>
    <message>
        <source>name shown; the protocol does not tell it</source>
        <translation>표시할 이름. 프로토콜이 알려 주지 않음</translation>
    </message>
    <message>
        <source>4352 (0x1100); Ventana: 4096</source>
        <translation>4352 (0x1100), Ventana는 4096</translation>
    </message>
    <message>
        <source>send MD5 checksums</source>
        <translation>MD5 체크섬을 보냄</translation>
    </message>
    <message>
        <source>shortest integration</source>
        <translation>설정할 수 있는 가장 짧은 적분 시간</translation>
    </message>
    <message>
        <source>longest integration</source>
        <translation>설정할 수 있는 가장 긴 적분 시간</translation>
    </message>
    <message>
        <source>most spectra averaged</source>
        <translation>평균할 수 있는 최대 스펙트럼 수</translation>
    </message>
    <message>
        <source>of its converter</source>
        <translation>A/D 변환기의 포화값</translation>
    </message>
    <message>
        <source>how long the light may take to come on</source>
        <translation>광원이 켜지기를 기다리는 시간</translation>
    </message>
    <message>
        <source>folder of the recording</source>
        <translation>기록 데이터 폴더</translation>
    </message>
    <message>
        <source>which light of the recorded tool</source>
        <translation>기록된 장비의 광원 중 어느 것인지</translation>
    </message>
    <message>
        <source>where the stage stands when the wafer&apos;s centre is under the camera</source>
        <translation>웨이퍼 중심이 카메라 아래 있을 때의 스테이지 위치</translation>
    </message>
    <message>
        <source>in position: within this of the target</source>
        <translation>위치 결정 완료: 목표에서 이 거리 이내</translation>
    </message>
    <message>
        <source>in position: for so long</source>
        <translation>위치 결정 완료: 이 시간 동안 유지</translation>
    </message>
    <message>
        <source>a move that takes longer is a fault</source>
        <translation>이동이 이보다 오래 걸리면 고장으로 봄</translation>
    </message>
    <message>
        <source>of a pixel on the wafer; 0: as the driver knows it</source>
        <translation>웨이퍼 위 픽셀 하나의 크기. 0: 드라이버가 아는 값</translation>
    </message>
    <message>
        <source>value from which a pixel is clipped; 0: as the driver knows it</source>
        <translation>픽셀이 포화되는 값. 0: 드라이버가 아는 값</translation>
    </message>
    <message>
        <source>GenICam name</source>
        <translation>GenICam 이름</translation>
    </message>
    <message>
        <source>beyond the exposure</source>
        <translation>노출 시간 외에 더 기다리는 시간</translation>
    </message>
    <message>
        <source>frames of memory</source>
        <translation>메모리에 두는 프레임 수</translation>
    </message>
    <message>
        <source>from the camera&apos;s middle to the spectrometer&apos;s spot</source>
        <translation>카메라 중심에서 분광기 스폿까지</translation>
    </message>
    <message>
        <source>by which recipes call it</source>
        <translation>레시피에서 부르는 이름</translation>
    </message>
    <message>
        <source>what it is for</source>
        <translation>무엇에 쓰는 광원인지</translation>
    </message>
    <message>
        <source>lit area on the wafer: W/cm2 = mW / 1000 / spot_cm2; 0: as the driver knows it</source>
        <translation>웨이퍼 위 조명 면적: W/cm2 = mW / 1000 / spot_cm2. 0: 드라이버가 아는 값</translation>
    </message>
    <message>
        <source>for channels without excitation density; 0: as the driver knows it</source>
        <translation>여기 밀도가 없는 채널의 출력. 0: 드라이버가 아는 값</translation>
    </message>
    <message>
        <source>faults on purpose: &quot;MODE[@COMMAND][+AFTER][xTIMES]&quot;</source>
        <translation>고의로 일으키는 고장: &quot;MODE[@COMMAND][+AFTER][xTIMES]&quot;</translation>
    </message>
    <message>
        <source>which light of the simulated tool</source>
        <translation>모의 장비의 광원 중 어느 것인지</translation>
    </message>
    <message>
        <source>what the other settings start from</source>
        <translation>다른 설정의 시작값</translation>
    </message>
    <message>
        <source>of everything random</source>
        <translation>모든 난수의 시드</translation>
    </message>
    <message>
        <source>2, 3, 4, 5, 6, 8 or 12</source>
        <translation>2, 3, 4, 5, 6, 8, 12</translation>
    </message>
    <message>
        <source>name of the wafer</source>
        <translation>웨이퍼의 이름</translation>
    </message>
    <message>
        <source>of dies; 0: as many as fit</source>
        <translation>다이의 수. 0: 들어가는 만큼</translation>
    </message>
    <message>
        <source>of the camera</source>
        <translation>카메라의 픽셀 수</translation>
    </message>
    <message>
        <source>left and right exchanged</source>
        <translation>좌우가 바뀜</translation>
    </message>
    <message>
        <source>of the picture, clockwise; width_px runs along x still</source>
        <translation>영상을 시계 방향으로 돌린 횟수. width_px는 그대로 x 방향</translation>
    </message>
    <message>
        <source>virtual: as fast as frames can be rendered</source>
        <translation>가상(virtual): 프레임을 그리는 대로 빠르게 진행</translation>
    </message>
    <message>
        <source>repeated: ready-made frames, for throughput</source>
        <translation>반복(repeated): 미리 만든 프레임, 처리량 시험용</translation>
    </message>
    <message>
        <source>rim without dies</source>
        <translation>다이가 없는 가장자리 폭</translation>
    </message>
    <message>
        <source>from die to die along a row</source>
        <translation>행 방향 다이 간격</translation>
    </message>
    <message>
        <source>from die to die along a column</source>
        <translation>열 방향 다이 간격</translation>
    </message>
    <message>
        <source>odd rows lie so far to the right</source>
        <translation>홀수 행이 이만큼 오른쪽에 놓임</translation>
    </message>
    <message>
        <source>odd columns lie so far up</source>
        <translation>홀수 열이 이만큼 위에 놓임</translation>
    </message>
    <message>
        <source>of dies of a stepper field; 0: no fields</source>
        <translation>스테퍼 필드의 다이 수. 0: 필드 없음</translation>
    </message>
    <message>
        <source>added to the street between stepper fields</source>
        <translation>스테퍼 필드 사이 스트리트에 더해짐</translation>
    </message>
    <message>
        <source>layout file: which cells of the grid are dies; empty: all</source>
        <translation>배치 파일: 격자의 어느 칸이 다이인지. 비우면 모두</translation>
    </message>
    <message>
        <source>of a die</source>
        <translation>다이 하나의 크기</translation>
    </message>
    <message>
        <source>of the grid against the stage</source>
        <translation>스테이지에 대한 다이 격자의 회전</translation>
    </message>
    <message>
        <source>of the grid against its drawing</source>
        <translation>도면에 대한 다이 격자의 배율</translation>
    </message>
    <message>
        <source>of the grid from its place</source>
        <translation>제자리에서 벗어난 다이 격자의 거리</translation>
    </message>
    <message>
        <source>nominal size of a pixel on the wafer</source>
        <translation>웨이퍼 위 픽셀의 공칭 크기</translation>
    </message>
    <message>
        <source>excitation for which reference_electrons holds</source>
        <translation>reference_electrons의 기준이 되는 여기 밀도</translation>
    </message>
    <message>
        <source>exposure for which reference_electrons holds</source>
        <translation>reference_electrons의 기준이 되는 노출</translation>
    </message>
    <message>
        <source>in a pixel on a nominal healthy die</source>
        <translation>공칭 정상 다이 위 픽셀 하나의 전자 수</translation>
    </message>
    <message>
        <source>Shockley-Read-Hall coefficient A</source>
        <translation>쇼클리-리드-홀(SRH) 재결합 계수 A</translation>
    </message>
    <message>
        <source>of a nominal die</source>
        <translation>공칭 다이의 파장</translation>
    </message>
    <message>
        <source>alloy gradient over the wafer</source>
        <translation>웨이퍼 전체의 조성 기울기</translation>
    </message>
    <message>
        <source>share of the dies with a shunt</source>
        <translation>션트가 있는 다이의 비율</translation>
    </message>
    <message>
        <source>share of the dies that are dead</source>
        <translation>사망(dead) 다이의 비율</translation>
    </message>
    <message>
        <source>share of the dies good to PL, dark to EL</source>
        <translation>PL은 양호하나 EL은 어두운 다이의 비율</translation>
    </message>
    <message>
        <source>blur in best focus</source>
        <translation>최적 초점에서의 흐림</translation>
    </message>
    <message>
        <source>loss of light in the corners</source>
        <translation>모서리에서의 광량 감소</translation>
    </message>
    <message>
        <source>even background over the light of a die</source>
        <translation>다이 밝기에 대한 고른 배경의 비</translation>
    </message>
    <message>
        <source>of the sensor</source>
        <translation>센서의 값</translation>
    </message>
    <message>
        <source>of a pixel; 0: no limit</source>
        <translation>픽셀 하나의 용량. 0: 한계 없음</translation>
    </message>
    <message>
        <source>of pixels that are hot</source>
        <translation>핫 픽셀의 비율</translation>
    </message>
    <message>
        <source>of the stage</source>
        <translation>스테이지의 속도</translation>
    </message>
    <message>
        <source>true minus reported position, at most</source>
        <translation>실제 위치와 보고 위치의 최대 차이</translation>
    </message>
    <message>
        <source>lost motion</source>
        <translation>방향 전환 시 헛도는 거리</translation>
    </message>
    <message>
        <source>of the camera against the stage</source>
        <translation>스테이지에 대한 카메라의 회전</translation>
    </message>
    <message>
        <source>true size of a pixel over the nominal</source>
        <translation>공칭에 대한 실제 픽셀 크기의 비</translation>
    </message>
    <message>
        <source>of a frame</source>
        <translation>프레임 하나의 판독 시간</translation>
    </message>
    <message>
        <source>best focus at the middle</source>
        <translation>중앙의 최적 초점 높이</translation>
    </message>
    <message>
        <source>of the wafer</source>
        <translation>웨이퍼의 기울기</translation>
    </message>
    <message>
        <source>rise at the edge</source>
        <translation>가장자리에서 올라간 높이</translation>
    </message>
    <message>
        <source>0: what gives 60 W/cm2</source>
        <translation>0: 60 W/cm2가 되는 출력</translation>
    </message>
    <message>
        <source>lit by the laser; 0: 1.3 fields of the camera</source>
        <translation>레이저가 비추는 면적. 0: 카메라 시야의 1.3배</translation>
    </message>
    <message>
        <source>how far the power curve is from a line</source>
        <translation>출력 곡선이 직선에서 벗어난 정도</translation>
    </message>
    <message>
        <source>Physik Instrumente stage controllers, GCS 2.0</source>
        <translation>Physik Instrumente 스테이지 컨트롤러, GCS 2.0</translation>
    </message>
    <message>
        <source>ASI MS-2000 and RM-2000 microscope stages</source>
        <translation>ASI MS-2000, RM-2000 현미경 스테이지</translation>
    </message>
    <message>
        <source>GenICam cameras: GigE Vision and USB3 Vision</source>
        <translation>GenICam 카메라: GigE Vision, USB3 Vision</translation>
    </message>
    <message>
        <source>Ocean Insight spectrometers, Ocean Binary Protocol</source>
        <translation>Ocean Insight 분광기, Ocean Binary Protocol</translation>
    </message>
    <message>
        <source>Coherent OBIS lasers</source>
        <translation>Coherent OBIS 레이저</translation>
    </message>
    <message>
        <source>a recording played as stage, camera, spectrometer and lights</source>
        <translation>기록 데이터를 스테이지, 카메라, 분광기, 광원처럼 재생</translation>
    </message>
    <message>
        <source>a virtual wafer behind a tool in software</source>
        <translation>소프트웨어로 만든 장비와 가상 웨이퍼</translation>
    </message>
    <message>
        <source>laser</source>
        <translation>레이저</translation>
    </message>
    <message>
        <source>lamp</source>
        <translation>램프</translation>
    </message>
    <message>
        <source>mercury-argon</source>
        <translation>수은-아르곤 램프</translation>
    </message>
    <message>
        <source>virtual</source>
        <translation>가상</translation>
    </message>
    <message>
        <source>wall</source>
        <translation>실시간</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>정밀</translation>
    </message>
    <message>
        <source>repeated</source>
        <translation>반복</translation>
    </message>
    <message>
        <source>pl</source>
        <translation>광발광(PL)</translation>
    </message>
    <message>
        <source>reflected</source>
        <translation>반사광</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>색</translation>
    </message>
    <message>
        <source>wavelength</source>
        <translation>파장 교정</translation>
    </message>
    <message>
        <source>true</source>
        <translation>예</translation>
    </message>
    <message>
        <source>false</source>
        <translation>아니요</translation>
    </message>
    <message>
        <source>example</source>
        <translation>예제</translation>
    </message>
    <message>
        <source>small</source>
        <translation>소형</translation>
    </message>
    <message>
        <source>dim</source>
        <translation>저조도</translation>
    </message>
    <message>
        <source>one-channel</source>
        <translation>단일 채널</translation>
    </message>
    <message>
        <source>tilted</source>
        <translation>회전된 격자</translation>
    </message>
    <message>
        <source>large-dies</source>
        <translation>큰 다이</translation>
    </message>
    <message>
        <source>tiny-dies</source>
        <translation>아주 작은 다이</translation>
    </message>
    <message>
        <source>stage</source>
        <translation>스테이지</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>spectrometer</source>
        <translation>분광기</translation>
    </message>
    <message>
        <source>inch</source>
        <translation>인치</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>바이트</translation>
    </message>
    <message>
        <source>open</source>
        <translation>열림</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>닫힘</translation>
    </message>
    <message>
        <source>Place at the remote</source>
        <translation>리모트에서의 위치</translation>
    </message>
    <message>
        <source>place at an OBIS Remote or laser box; 0: the laser&apos;s own port</source>
        <translation>OBIS 리모트나 레이저 박스에서의 위치, 0: 레이저 자체 포트</translation>
    </message>
    <message>
        <source>plain</source>
        <translation>균일</translation>
    </message>
    <message>
        <source>appearance</source>
        <translation>외관</translation>
    </message>
    <message>
        <source>appearance-large</source>
        <translation>외관-큰 다이</translation>
    </message>
    <message>
        <source>appearance-small</source>
        <translation>외관-작은 다이</translation>
    </message>
    <message>
        <source>appearance-tiny</source>
        <translation>외관-아주 작은 다이</translation>
    </message>
    <message>
        <source>Names of positions</source>
        <translation>위치 이름</translation>
    </message>
    <message>
        <source>Turning timeout</source>
        <translation>회전 제한 시간</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>위치 수</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>빠르게</translation>
    </message>
    <message>
        <source>Trigger connector</source>
        <translation>트리거 커넥터</translation>
    </message>
    <message>
        <source>Sensors always on</source>
        <translation>센서 항상 켜짐</translation>
    </message>
    <message>
        <source>Filter edge</source>
        <translation>필터 경계</translation>
    </message>
    <message>
        <source>Filter edge width</source>
        <translation>필터 경계 폭</translation>
    </message>
    <message>
        <source>Transmission below the edge</source>
        <translation>경계 아래 투과율</translation>
    </message>
    <message>
        <source>Transmission above the edge</source>
        <translation>경계 위 투과율</translation>
    </message>
    <message>
        <source>Effective index of the filter</source>
        <translation>필터의 유효 굴절률</translation>
    </message>
    <message>
        <source>Filter angle at the corners</source>
        <translation>모서리에서의 필터 각도</translation>
    </message>
    <message>
        <source>Stands at</source>
        <translation>현재 위치</translation>
    </message>
    <message>
        <source>of its positions from 1 on, by which recipes call them; empty: as the driver knows them</source>
        <translation>1번부터의 위치 이름, 레시피가 부르는 이름; 비우면 드라이버가 아는 대로</translation>
    </message>
    <message>
        <source>a turn of the wheel that takes longer is a fault</source>
        <translation>휠 회전이 이보다 오래 걸리면 고장</translation>
    </message>
    <message>
        <source>6 or 12: the wheel is told so; 0: as many as it says</source>
        <translation>6 또는 12: 휠에 그렇게 지정; 0: 휠이 알려 주는 수</translation>
    </message>
    <message>
        <source>else it turns slowly, for heavy filters</source>
        <translation>아니면 무거운 필터를 위해 천천히 회전</translation>
    </message>
    <message>
        <source>whether the trigger connector takes a pulse, which turns the wheel, or gives one</source>
        <translation>트리거 커넥터가 휠을 돌리는 펄스를 받을지, 펄스를 낼지</translation>
    </message>
    <message>
        <source>their infrared light reaches the camera; else they are off while the wheel stands</source>
        <translation>센서의 적외선이 카메라에 닿음; 아니면 휠이 멈춘 동안 꺼짐</translation>
    </message>
    <message>
        <source>middle of the sloped filter&apos;s edge</source>
        <translation>경사 필터 경계의 중앙</translation>
    </message>
    <message>
        <source>of the sloped filter&apos;s edge: an error function of this width</source>
        <translation>경사 필터의 경계: 이 폭의 오차 함수</translation>
    </message>
    <message>
        <source>transmission of the sloped filter below its edge</source>
        <translation>경계 아래에서 경사 필터의 투과율</translation>
    </message>
    <message>
        <source>transmission of the sloped filter above its edge</source>
        <translation>경계 위에서 경사 필터의 투과율</translation>
    </message>
    <message>
        <source>effective index of the sloped filter: how far it shifts with the angle</source>
        <translation>경사 필터의 유효 굴절률: 각도에 따른 이동량</translation>
    </message>
    <message>
        <source>sine of the angle at which light of a corner passes the wheel</source>
        <translation>모서리의 빛이 휠을 지나는 각도의 사인</translation>
    </message>
    <message>
        <source>Thorlabs filter wheels FW102C and FW212C</source>
        <translation>Thorlabs 필터 휠 FW102C 및 FW212C</translation>
    </message>
    <message>
        <source>input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>filter wheel</source>
        <translation>필터 휠</translation>
    </message>
</context>
<context>
    <name>DeviceTexts</name>
    <message>
        <source>%1 to %2</source>
        <translation>%1 ~ %2</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>%1 이상</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>%1 이하</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1; %2</translation>
    </message>
    <message>
        <source>Must be a number.</source>
        <translation>숫자여야 합니다.</translation>
    </message>
    <message>
        <source>Must be a number: %1.</source>
        <translation>숫자여야 합니다: %1.</translation>
    </message>
    <message>
        <source>Must be a whole number.</source>
        <translation>정수여야 합니다.</translation>
    </message>
    <message>
        <source>Must be a whole number: %1.</source>
        <translation>정수여야 합니다: %1.</translation>
    </message>
    <message>
        <source>Must be a text of one line.</source>
        <translation>한 줄의 글이어야 합니다.</translation>
    </message>
    <message>
        <source>Must be texts with commas between them.</source>
        <translation>쉼표로 구분한 글이어야 합니다.</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>Clusters of failing dies</source>
        <translation>불량 다이 클러스터</translation>
    </message>
    <message>
        <source>Defects in reflected light</source>
        <translation>반사광 결함</translation>
    </message>
</context>
<context>
    <name>LogActions</name>
    <message>
        <source>scan</source>
        <translation>스캔</translation>
    </message>
    <message>
        <source>inspect</source>
        <translation>검사</translation>
    </message>
    <message>
        <source>analyse</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>correlate</source>
        <translation>EL 비교</translation>
    </message>
    <message>
        <source>sign-off</source>
        <translation>승인</translation>
    </message>
    <message>
        <source>bins</source>
        <translation>빈</translation>
    </message>
    <message>
        <source>recipe</source>
        <translation>레시피</translation>
    </message>
    <message>
        <source>calibration</source>
        <translation>교정</translation>
    </message>
    <message>
        <source>tool</source>
        <translation>장비</translation>
    </message>
    <message>
        <source>users</source>
        <translation>사용자</translation>
    </message>
    <message>
        <source>sign-in</source>
        <translation>로그인</translation>
    </message>
    <message>
        <source>sign-in refused</source>
        <translation>로그인 거부</translation>
    </message>
    <message>
        <source>sign-out</source>
        <translation>로그아웃</translation>
    </message>
    <message>
        <source>class</source>
        <translation>분류</translation>
    </message>
</context>
<context>
    <name>LogEvents</name>
    <message>
        <source>%1: passed over: %2 %3</source>
        <translation>%1: 건너뜀: %2 %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: stopped, since the interlock of %2 is open. Close the door or turn the key switch, then press Resume.</source>
        <translation>%1: %2의 인터록이 열려 중지되었습니다. 문을 닫거나 키 스위치를 돌린 다음 재개를 누르십시오.</translation>
    </message>
    <message>
        <source>calibration started: %1</source>
        <translation>교정 시작: %1</translation>
    </message>
    <message>
        <source>not done: %1: %2</source>
        <translation>수행되지 않음: %1: %2</translation>
    </message>
    <message>
        <source>%1 opened</source>
        <translation>파일을 열었습니다: %1</translation>
    </message>
    <message>
        <source>%1 saved</source>
        <translation>저장했습니다: %1</translation>
    </message>
    <message>
        <source>%1 written</source>
        <translation>파일을 작성했습니다: %1</translation>
    </message>
    <message>
        <source>%1 saved; it is the tool from here on</source>
        <translation>저장했습니다: %1. 이제부터 이 장비를 사용합니다</translation>
    </message>
    <message>
        <source>the tool is in use; ask the devices afterwards</source>
        <translation>장비가 사용 중입니다. 사용이 끝난 뒤 장치를 시험하십시오</translation>
    </message>
    <message>
        <source>%1: this recipe is locked (its file is write-protected); save under another name</source>
        <translation>%1: 잠긴 레시피입니다(쓰기 금지 파일). 다른 이름으로 저장하십시오</translation>
    </message>
    <message>
        <source>scan started: wafer %1, recipe %2, %3</source>
        <translation>스캔 시작: 웨이퍼 %1, 레시피 %2, %3</translation>
    </message>
    <message>
        <source>scan resumed: wafer %1, recipe %2, %3</source>
        <translation>중단된 스캔 재개: 웨이퍼 %1, 레시피 %2, %3</translation>
    </message>
    <message>
        <source>scan paused: wafer %1</source>
        <translation>스캔 일시 중지: 웨이퍼 %1</translation>
    </message>
    <message>
        <source>scan goes on: wafer %1</source>
        <translation>스캔 계속: 웨이퍼 %1</translation>
    </message>
    <message>
        <source>scan is being stopped: wafer %1</source>
        <translation>스캔 중단 중: 웨이퍼 %1</translation>
    </message>
    <message>
        <source>scan finished: %1: %2 dies in %3 s, yield %4 %</source>
        <translation>스캔 완료: %1: 다이 %2개, %3초, 수율 %4 %</translation>
    </message>
    <message>
        <source>scan finished: %1: %2 dies in %3 s</source>
        <translation>스캔 완료: %1: 다이 %2개, %3초</translation>
    </message>
    <message>
        <source>scan stopped: %1</source>
        <translation>스캔 중단됨: %1</translation>
    </message>
    <message>
        <source>scan failed: %1: %2</source>
        <translation>스캔 실패: %1: %2</translation>
    </message>
    <message>
        <source>fault of %1: %2</source>
        <translation>장치 고장: %1: %2</translation>
    </message>
    <message>
        <source>%1 is slow: %2</source>
        <translation>장치 응답 느림: %1: %2</translation>
    </message>
    <message>
        <source>%1 is connected again</source>
        <translation>장치 재연결됨: %1</translation>
    </message>
    <message>
        <source>calibration done and stored: %1</source>
        <translation>교정 완료 및 저장: %1</translation>
    </message>
    <message>
        <source>calibration beyond its limits, not stored: %1</source>
        <translation>교정 한계 초과, 저장하지 않음: %1</translation>
    </message>
    <message>
        <source>calibration cancelled</source>
        <translation>교정을 취소했습니다</translation>
    </message>
    <message>
        <source>learnt from %1 dies; best: %2</source>
        <translation>다이 %1개로 학습했습니다. 최적: %2</translation>
    </message>
    <message>
        <source>the dies are judged by recipe %1</source>
        <translation>레시피로 다이를 판정했습니다: %1</translation>
    </message>
    <message>
        <source>the dies are judged by the recipe with a model (%1) learnt from %2 dies</source>
        <translation>학습 모델(%1, 다이 %2개)이 포함된 레시피로 다이를 판정했습니다</translation>
    </message>
    <message>
        <source>%1: judged by recipe %2</source>
        <translation>%1: 레시피로 판정: %2</translation>
    </message>
    <message>
        <source>%1: judged by the recipe with a model (%2) learnt from %3 dies</source>
        <translation>%1: 학습 모델(%2, 다이 %3개)이 포함된 레시피로 판정</translation>
    </message>
    <message>
        <source>EL data and result are stored in the wafer file</source>
        <translation>EL 데이터와 결과를 웨이퍼 파일에 저장했습니다</translation>
    </message>
    <message>
        <source>the wafer is signed off</source>
        <translation>웨이퍼를 승인했습니다</translation>
    </message>
    <message>
        <source>%1: signed off; %2</source>
        <translation>%1: 승인; %2</translation>
    </message>
    <message>
        <source>bins tuned: %1</source>
        <translation>빈을 조정했습니다: %1</translation>
    </message>
    <message>
        <source>%1: bins tuned: %2</source>
        <translation>%1: 빈 조정: %2</translation>
    </message>
    <message>
        <source>%1 dies are in the clipboard as a table</source>
        <translation>다이 %1개를 표로 클립보드에 복사했습니다</translation>
    </message>
    <message>
        <source>%1 can&apos;t be compared with this wafer: its dies lie on another grid. Choose a wafer of the same layout.</source>
        <translation>%1: 다이 격자가 달라 이 웨이퍼와 비교할 수 없습니다. 배치가 같은 웨이퍼를 고르십시오.</translation>
    </message>
    <message>
        <source>a picture of the page is in the clipboard</source>
        <translation>페이지 그림을 클립보드에 복사했습니다</translation>
    </message>
    <message>
        <source>the page is printed</source>
        <translation>페이지를 인쇄했습니다</translation>
    </message>
    <message>
        <source>users set up; administrator %1</source>
        <translation>사용자 설정 완료, 관리자: %1</translation>
    </message>
    <message>
        <source>%1 added as %2</source>
        <translation>사용자 추가: %1 (%2)</translation>
    </message>
    <message>
        <source>%1 removed</source>
        <translation>사용자 삭제: %1</translation>
    </message>
    <message>
        <source>%1 is %2</source>
        <translation>역할 변경: %1 → %2</translation>
    </message>
    <message>
        <source>password of %1 changed</source>
        <translation>비밀번호 변경: %1</translation>
    </message>
    <message>
        <source>name or password of %1 was wrong</source>
        <translation>이름 또는 비밀번호 오류: %1</translation>
    </message>
    <message>
        <source>%1: defect %2 on the die at row %3, column %4: class %6, was %5</source>
        <translation>%1: 행 %3, 열 %4 다이의 결함 %2: 분류 %6, 이전 %5</translation>
    </message>
</context>
<context>
    <name>LogSources</name>
    <message>
        <source>run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>review</source>
        <translation>검토</translation>
    </message>
    <message>
        <source>correlation</source>
        <translation>상관</translation>
    </message>
    <message>
        <source>recipe</source>
        <translation>레시피</translation>
    </message>
    <message>
        <source>calibration</source>
        <translation>교정</translation>
    </message>
    <message>
        <source>devices</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>file</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>window</source>
        <translation>창</translation>
    </message>
</context>
<context>
    <name>LogValues</name>
    <message>
        <source>operator</source>
        <translation>작업자</translation>
    </message>
    <message>
        <source>engineer</source>
        <translation>엔지니어</translation>
    </message>
    <message>
        <source>qa</source>
        <translation>품질</translation>
    </message>
    <message>
        <source>stage</source>
        <translation>스테이지</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>spectrometer</source>
        <translation>분광기</translation>
    </message>
    <message>
        <source>recipe</source>
        <translation>레시피</translation>
    </message>
    <message>
        <source>thresholds</source>
        <translation>임계값</translation>
    </message>
    <message>
        <source>logistic</source>
        <translation>로지스틱</translation>
    </message>
    <message>
        <source>forest</source>
        <translation>랜덤 포레스트</translation>
    </message>
    <message>
        <source>boosted</source>
        <translation>부스팅 트리</translation>
    </message>
    <message>
        <source>filter wheel</source>
        <translation>필터 휠</translation>
    </message>
</context>
<context>
    <name>ModuleWords</name>
    <message>
        <source>good</source>
        <translation>양호</translation>
    </message>
    <message>
        <source>always on</source>
        <translation>항상 켜짐</translation>
    </message>
    <message>
        <source>wrong colour</source>
        <translation>색 오류</translation>
    </message>
    <message>
        <source>line</source>
        <translation>라인</translation>
    </message>
    <message>
        <source>dead</source>
        <translation>사망</translation>
    </message>
    <message>
        <source>dim</source>
        <translation>저조도</translation>
    </message>
    <message>
        <source>bright</source>
        <translation>과다 밝기</translation>
    </message>
    <message>
        <source>saturated</source>
        <translation>포화</translation>
    </message>
    <message>
        <source>unmeasured</source>
        <translation>미측정</translation>
    </message>
    <message>
        <source>Bins</source>
        <translation>빈</translation>
    </message>
    <message>
        <source>Light over neighbours</source>
        <translation>이웃 대비 밝기</translation>
    </message>
    <message>
        <source>Luminance</source>
        <translation>휘도</translation>
    </message>
    <message>
        <source>Smooth field</source>
        <translation>평활 밝기 분포</translation>
    </message>
    <message>
        <source>Demura gain</source>
        <translation>디무라 이득</translation>
    </message>
    <message>
        <source>all</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>row</source>
        <translation>행</translation>
    </message>
    <message>
        <source>column</source>
        <translation>열</translation>
    </message>
    <message>
        <source>spot</source>
        <translation>점</translation>
    </message>
    <message>
        <source>band along rows</source>
        <translation>행 방향 띠</translation>
    </message>
    <message>
        <source>band along columns</source>
        <translation>열 방향 띠</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>기울기</translation>
    </message>
    <message>
        <source>Fault class: unknown</source>
        <translation>결함 등급: 미상</translation>
    </message>
    <message>
        <source>Fault class %1</source>
        <translation>결함 등급 %1</translation>
    </message>
    <message>
        <source>Sub-pixels not measured</source>
        <translation>미측정 서브픽셀</translation>
    </message>
    <message>
        <source>Faults of sub-pixels</source>
        <translation>서브픽셀 결함</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>라인</translation>
    </message>
    <message>
        <source>Worst mura</source>
        <translation>최악 무라</translation>
    </message>
    <message>
        <source>Uniformity of 9 points</source>
        <translation>9점 균일도</translation>
    </message>
    <message>
        <source>Largest step at a seam</source>
        <translation>이음매 최대 단차</translation>
    </message>
    <message>
        <source>Largest difference of colour, u&apos;v&apos;</source>
        <translation>최대 색차 u&apos;v&apos;</translation>
    </message>
    <message>
        <source>Fault class</source>
        <translation>결함 등급</translation>
    </message>
    <message>
        <source>worse than all</source>
        <translation>등급 외</translation>
    </message>
    <message>
        <source>at worst %1</source>
        <translation>%1 이내</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>%1 이상</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>%1 이하</translation>
    </message>
    <message>
        <source>%1 of %2 sub-pixels were not measured: no module passes unseen</source>
        <translation>서브픽셀 %2개 중 %1개를 측정하지 못했습니다. 보지 않은 모듈은 합격할 수 없습니다</translation>
    </message>
    <message>
        <source>%1: %2, %3 is asked</source>
        <translation>%1: %2, 기준은 %3</translation>
    </message>
    <message>
        <source>%1 could not be measured, %2 is asked</source>
        <translation>%1: 측정 불가, 기준은 %2</translation>
    </message>
    <message>
        <source>Luminance is relative only: the recording does not tell cd/m² of every colour.</source>
        <translation>휘도는 상대값뿐입니다. 기록에 모든 색의 cd/m²가 없습니다.</translation>
    </message>
    <message>
        <source>There is no black pattern: sub-pixels that are always on, and the fault class, can&apos;t be told.</source>
        <translation>흑 패턴이 없어 항상 켜진 서브픽셀과 결함 등급을 알 수 없습니다.</translation>
    </message>
    <message>
        <source>No pattern drives “%1”: its sub-pixels are not measured.</source>
        <translation>“%1”을(를) 켜는 패턴이 없어 그 서브픽셀은 측정되지 않았습니다.</translation>
    </message>
    <message>
        <source>“%1” is judged by “%2”: no pattern drives it alone at full gray.</source>
        <translation>“%1”은(는) “%2”로 판정합니다. 최대 계조로 단독 점등하는 패턴이 없습니다.</translation>
    </message>
    <message>
        <source>Fault class: worse than all</source>
        <translation>결함 등급: 등급 외</translation>
    </message>
</context>
<context>
    <name>Recipe</name>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Stands in the wafer file and in its log.</source>
        <translation>웨이퍼 파일과 로그에 기록됩니다.</translation>
    </message>
    <message>
        <source>Window radius</source>
        <translation>창 반경</translation>
    </message>
    <message>
        <source>A die is compared with healthy dies of a square 2 r + 1 dies wide.</source>
        <translation>한 변이 다이 2 r + 1개인 정사각형 안의 정상 다이와 비교합니다.</translation>
    </message>
    <message>
        <source>Healthy within</source>
        <translation>정상 범위</translation>
    </message>
    <message>
        <source>Dies within so many robust sigmas of their surroundings are healthy.</source>
        <translation>주변에서 이 강건 시그마 이내인 다이를 정상으로 봅니다.</translation>
    </message>
    <message>
        <source>Fewest healthy dies</source>
        <translation>최소 정상 다이 수</translation>
    </message>
    <message>
        <source>A window with fewer healthy dies is widened until it has them.</source>
        <translation>정상 다이가 모자라면 창을 넓힙니다.</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>반복 횟수</translation>
    </message>
    <message>
        <source>How often the healthy dies are chosen anew.</source>
        <translation>정상 다이를 다시 고르는 횟수.</translation>
    </message>
    <message>
        <source>Dead below</source>
        <translation>사망(dead) 기준</translation>
    </message>
    <message>
        <source>Relative intensity of the strongest channel. A dead short still glows some percent.</source>
        <translation>가장 강한 채널의 상대 강도. 완전 단락이라도 몇 % 빛납니다.</translation>
    </message>
    <message>
        <source>Dim below</source>
        <translation>어두움 기준</translation>
    </message>
    <message>
        <source>Relative intensity of the strongest channel below which a die is dim: weak, leaky or covered.</source>
        <translation>가장 강한 채널의 상대 강도가 이보다 낮으면 어두운 다이(약함, 누설, 가림)입니다.</translation>
    </message>
    <message>
        <source>Leaky below</source>
        <translation>누설 기준</translation>
    </message>
    <message>
        <source>Weakest over strongest channel. A shunt drains carriers most under weak light.</source>
        <translation>최약/최강 채널 비. 션트는 약한 빛에서 캐리어를 가장 많이 뺏습니다.</translation>
    </message>
    <message>
        <source>Covered above</source>
        <translation>가림 기준</translation>
    </message>
    <message>
        <source>Weakest over strongest channel of a dim die: above it light is lost outside, the junction is sound.</source>
        <translation>어두운 다이의 최약/최강 채널 비. 이보다 높으면 빛이 바깥에서 줄었을 뿐 접합은 정상입니다.</translation>
    </message>
    <message>
        <source>Spread of the ratio</source>
        <translation>비율의 산포</translation>
    </message>
    <message>
        <source>Of weakest over strongest among healthy dies, beyond noise, 1 sigma.</source>
        <translation>정상 다이의 최약/최강 비 산포(잡음 제외, 1 시그마).</translation>
    </message>
    <message>
        <source>Operating point</source>
        <translation>동작점</translation>
    </message>
    <message>
        <source>Excitation density whose photocurrent equals the operating current.</source>
        <translation>광전류가 동작 전류와 같아지는 여기 밀도.</translation>
    </message>
    <message>
        <source>Bright above</source>
        <translation>과다 밝기 기준</translation>
    </message>
    <message>
        <source>Relative intensity of the strongest channel: metal peeled off, or dies grown together.</source>
        <translation>가장 강한 채널의 상대 강도: 금속 박리 또는 붙은 다이.</translation>
    </message>
    <message>
        <source>Nonuniform above</source>
        <translation>불균일 기준</translation>
    </message>
    <message>
        <source>Variation inside the die beyond noise, coefficient of variation.</source>
        <translation>다이 내부의 변동(잡음 제외), 변동계수.</translation>
    </message>
    <message>
        <source>Wavelength tolerance</source>
        <translation>파장 허용차</translation>
    </message>
    <message>
        <source>Distance of the peak wavelength from the smooth trend of the wafer.</source>
        <translation>웨이퍼 추세에서 피크 파장이 벗어난 정도.</translation>
    </message>
    <message>
        <source>Saturated above</source>
        <translation>포화 기준</translation>
    </message>
    <message>
        <source>Clipped pixels of a die.</source>
        <translation>다이의 포화 픽셀 수.</translation>
    </message>
    <message>
        <source>Noise of the ratio up to</source>
        <translation>비율 잡음 한계</translation>
    </message>
    <message>
        <source>A ratio of weakest over strongest noisier than this is not judged.</source>
        <translation>이보다 잡음이 큰 비율은 판정하지 않습니다.</translation>
    </message>
    <message>
        <source>good</source>
        <translation>양호</translation>
    </message>
    <message>
        <source>As bright as its healthy neighbours in every channel.</source>
        <translation>모든 채널에서 정상 이웃만큼 밝음.</translation>
    </message>
    <message>
        <source>dead</source>
        <translation>사망</translation>
    </message>
    <message>
        <source>Dark in the strongest channel: missing, burnt or shorted.</source>
        <translation>가장 강한 채널에서 어두움: 결손, 소손 또는 단락.</translation>
    </message>
    <message>
        <source>leaky</source>
        <translation>누설</translation>
    </message>
    <message>
        <source>Too dim under weak excitation for its brightness under strong: a shunt or damaged sidewalls drain carriers.</source>
        <translation>강한 여기에서의 밝기에 비해 약한 여기에서 너무 어두움: 션트 또는 손상된 측벽이 캐리어를 빼앗음.</translation>
    </message>
    <message>
        <source>weak</source>
        <translation>약함</translation>
    </message>
    <message>
        <source>Dim, and no weak channel to show that its junction is sound.</source>
        <translation>어둡고, 접합이 정상임을 보여 줄 약한 채널이 없음.</translation>
    </message>
    <message>
        <source>wavelength</source>
        <translation>파장</translation>
    </message>
    <message>
        <source>Peak wavelength far from that of its surroundings.</source>
        <translation>피크 파장이 주변과 크게 다름.</translation>
    </message>
    <message>
        <source>nonuniform</source>
        <translation>불균일</translation>
    </message>
    <message>
        <source>Far more uneven inside than other dies.</source>
        <translation>다른 다이보다 내부가 훨씬 고르지 않음.</translation>
    </message>
    <message>
        <source>covered</source>
        <translation>가림</translation>
    </message>
    <message>
        <source>Dim by the same factor in every channel: light is lost on its way (particle, residue), the junction is sound.</source>
        <translation>모든 채널에서 같은 비율로 어두움: 빛이 나오는 길에서 손실됨(파티클, 잔류물), 접합은 정상.</translation>
    </message>
    <message>
        <source>saturated</source>
        <translation>포화</translation>
    </message>
    <message>
        <source>Clipped by the camera: at least as bright as measured.</source>
        <translation>카메라가 포화됨: 적어도 측정값만큼 밝음.</translation>
    </message>
    <message>
        <source>bright</source>
        <translation>과다 밝기</translation>
    </message>
    <message>
        <source>Far brighter than healthy dies are: metal peeled off, dies grown together.</source>
        <translation>정상 다이보다 훨씬 밝음: 금속 박리 또는 붙은 다이.</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>코드</translation>
    </message>
    <message>
        <source>Number of the bin in the file.</source>
        <translation>파일에 저장되는 빈 번호.</translation>
    </message>
    <message>
        <source>Must differ from all other bins.</source>
        <translation>다른 빈과 달라야 합니다.</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>색</translation>
    </message>
    <message>
        <source>As #RRGGBB.</source>
        <translation>#RRGGBB 형식.</translation>
    </message>
    <message>
        <source>Passes</source>
        <translation>합격</translation>
    </message>
    <message>
        <source>Whether its dies count as good in the yield.</source>
        <translation>수율에서 양품으로 셀지 여부.</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>Name of the layer that is asked, as in the review.</source>
        <translation>검토 화면에 나오는 레이어 이름.</translation>
    </message>
    <message>
        <source>Below</source>
        <translation>미만</translation>
    </message>
    <message>
        <source>Dies under this value; may be empty.</source>
        <translation>이 값보다 작은 다이. 비워 둘 수 있음.</translation>
    </message>
    <message>
        <source>Above</source>
        <translation>초과</translation>
    </message>
    <message>
        <source>Dies over this value; may be empty.</source>
        <translation>이 값보다 큰 다이. 비워 둘 수 있음.</translation>
    </message>
    <message>
        <source>Absorbed share</source>
        <translation>흡수 비율</translation>
    </message>
    <message>
        <source>Of the light that falls on a die, by its wells. Shunt resistances scale with its inverse.</source>
        <translation>다이에 닿은 빛 중 양자 우물이 흡수하는 비율. 션트 저항은 이에 반비례합니다.</translation>
    </message>
    <message>
        <source>Excitation wavelength</source>
        <translation>여기 파장</translation>
    </message>
    <message>
        <source>Wavelength of the exciting light; turns its power into photocurrent.</source>
        <translation>여기광의 파장. 출력을 광전류로 환산합니다.</translation>
    </message>
    <message>
        <source>Open-circuit voltage</source>
        <translation>개방 전압</translation>
    </message>
    <message>
        <source>Of a healthy die at the excitation density below.</source>
        <translation>아래 여기 밀도에서 정상 다이의 값.</translation>
    </message>
    <message>
        <source>At excitation density</source>
        <translation>해당 여기 밀도</translation>
    </message>
    <message>
        <source>Excitation density for which the open-circuit voltage holds.</source>
        <translation>개방 전압이 해당하는 여기 밀도.</translation>
    </message>
    <message>
        <source>Thermal voltage</source>
        <translation>열전압</translation>
    </message>
    <message>
        <source>kT/q: 25.85 mV at 300 K.</source>
        <translation>kT/q: 300 K에서 25.85 mV.</translation>
    </message>
    <message>
        <source>Slope of healthy dies</source>
        <translation>정상 다이의 기울기</translation>
    </message>
    <message>
        <source>Of ln PL against ln excitation density, from 2/3 to 2; without it from the wafer&apos;s healthy dies.</source>
        <translation>ln 여기 밀도에 대한 ln PL의 기울기, 2/3~2. 없으면 웨이퍼의 정상 다이에서 구합니다.</translation>
    </message>
    <message>
        <source>Least size of a cluster</source>
        <translation>클러스터 최소 크기</translation>
    </message>
    <message>
        <source>So many failing dies of one bin side by side make a cluster.</source>
        <translation>같은 빈의 불량 다이가 이만큼 붙어 있으면 클러스터입니다.</translation>
    </message>
    <message>
        <source>Wafer ID</source>
        <translation>웨이퍼 ID</translation>
    </message>
    <message>
        <source>The Run page puts in the one that was entered or scanned.</source>
        <translation>실행 페이지에서 입력하거나 스캔한 ID로 바뀝니다.</translation>
    </message>
    <message>
        <source>Diameter</source>
        <translation>지름</translation>
    </message>
    <message>
        <source>A SEMI M1 size: 50.8, 76.2, 100, 125, 150, 200 or 300 mm.</source>
        <translation>SEMI M1 크기: 50.8, 76.2, 100, 125, 150, 200, 300 mm.</translation>
    </message>
    <message>
        <source>Edge exclusion</source>
        <translation>가장자리 제외</translation>
    </message>
    <message>
        <source>No die is looked for in this ring.</source>
        <translation>이 고리에서는 다이를 찾지 않습니다.</translation>
    </message>
    <message>
        <source>Primary flat</source>
        <translation>주 플랫</translation>
    </message>
    <message>
        <source>Its length, below. Empty: as SEMI M1 says for the size; 0: none.</source>
        <translation>아래쪽 플랫의 길이. 비워 두면 SEMI M1 크기대로, 0이면 없음.</translation>
    </message>
    <message>
        <source>Secondary flat</source>
        <translation>보조 플랫</translation>
    </message>
    <message>
        <source>Its length, at the right. Empty: as SEMI M1 says for the size; 0: none.</source>
        <translation>오른쪽 플랫의 길이. 비워 두면 SEMI M1 크기대로, 0이면 없음.</translation>
    </message>
    <message>
        <source>Notch depth</source>
        <translation>노치 깊이</translation>
    </message>
    <message>
        <source>Of the V at the bottom. Empty: as SEMI M1 says for the size; 0: none.</source>
        <translation>아래쪽 V자 노치의 깊이. 비워 두면 SEMI M1 크기대로, 0이면 없음.</translation>
    </message>
    <message>
        <source>Flat exclusion</source>
        <translation>플랫 제외</translation>
    </message>
    <message>
        <source>No die is looked for so near to a flat. Empty: as the edge exclusion.</source>
        <translation>플랫에 이만큼 가까운 곳에서는 다이를 찾지 않습니다. 비워 두면 가장자리 제외와 같음.</translation>
    </message>
    <message>
        <source>Layout file</source>
        <translation>배치 파일</translation>
    </message>
    <message>
        <source>Which cells of the grid are dies, test structures or marks: CSV, SEMI E142 or SINF. Empty: all are dies.</source>
        <translation>격자의 어느 칸이 다이, 시험 구조, 마크인지: CSV, SEMI E142, SINF. 비워 두면 모두 다이.</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>중첩</translation>
    </message>
    <message>
        <source>Of neighbouring tiles; 0: two pitches and 20 µm.</source>
        <translation>이웃 타일 사이. 0: 피치 2개 + 20 µm.</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>여유</translation>
    </message>
    <message>
        <source>How far the grid of dies may lie from its nominal place.</source>
        <translation>다이 격자가 공칭 위치에서 벗어날 수 있는 거리.</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>재시도</translation>
    </message>
    <message>
        <source>How often a tile is taken again before it counts as failed.</source>
        <translation>실패로 보기 전에 타일을 다시 찍는 횟수.</translation>
    </message>
    <message>
        <source>Dark frames</source>
        <translation>암 프레임</translation>
    </message>
    <message>
        <source>Averaged before the scan where no calibration is given.</source>
        <translation>교정이 없을 때 스캔 전에 평균합니다.</translation>
    </message>
    <message>
        <source>Flat frames</source>
        <translation>플랫 프레임</translation>
    </message>
    <message>
        <source>Middle x</source>
        <translation>중심 x</translation>
    </message>
    <message>
        <source>From the middle of the wafer, to the right.</source>
        <translation>웨이퍼 중심에서 오른쪽으로.</translation>
    </message>
    <message>
        <source>Middle y</source>
        <translation>중심 y</translation>
    </message>
    <message>
        <source>From the middle of the wafer, upwards.</source>
        <translation>웨이퍼 중심에서 위로.</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>너비</translation>
    </message>
    <message>
        <source>Only tiles that reach into the region are taken.</source>
        <translation>이 영역에 걸치는 타일만 찍습니다.</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>높이</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>행</translation>
    </message>
    <message>
        <source>Empty: as many as fit on the wafer. Rows and columns go together.</source>
        <translation>비우면 웨이퍼에 들어가는 만큼. 행과 열은 함께 지정합니다.</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>열</translation>
    </message>
    <message>
        <source>Empty: as many as fit on the wafer.</source>
        <translation>비우면 웨이퍼에 들어가는 만큼.</translation>
    </message>
    <message>
        <source>First die x</source>
        <translation>첫 다이 x</translation>
    </message>
    <message>
        <source>Centre of the upper left die. Empty: the grid is centred.</source>
        <translation>왼쪽 위 다이의 중심. 비우면 격자를 가운데에 둡니다.</translation>
    </message>
    <message>
        <source>First die y</source>
        <translation>첫 다이 y</translation>
    </message>
    <message>
        <source>Pitch x</source>
        <translation>피치 x</translation>
    </message>
    <message>
        <source>From die to die along a row.</source>
        <translation>행 방향 다이 간격.</translation>
    </message>
    <message>
        <source>Pitch y</source>
        <translation>피치 y</translation>
    </message>
    <message>
        <source>From die to die along a column.</source>
        <translation>열 방향 다이 간격.</translation>
    </message>
    <message>
        <source>Die width</source>
        <translation>다이 너비</translation>
    </message>
    <message>
        <source>Of the emitting area, at most the pitch.</source>
        <translation>발광 영역의 크기, 피치 이하.</translation>
    </message>
    <message>
        <source>Die height</source>
        <translation>다이 높이</translation>
    </message>
    <message>
        <source>Stagger x</source>
        <translation>엇갈림 x</translation>
    </message>
    <message>
        <source>Odd rows lie so far to the right: a brick pattern. Empty: none.</source>
        <translation>홀수 행이 이만큼 오른쪽에 놓입니다(벽돌 무늬). 비워 두면 없음.</translation>
    </message>
    <message>
        <source>Stagger y</source>
        <translation>엇갈림 y</translation>
    </message>
    <message>
        <source>Odd columns lie so far up. Empty: none.</source>
        <translation>홀수 열이 이만큼 위에 놓입니다. 비워 두면 없음.</translation>
    </message>
    <message>
        <source>Field rows</source>
        <translation>필드 행</translation>
    </message>
    <message>
        <source>Rows of dies of a stepper field. Empty: no fields.</source>
        <translation>스테퍼 필드의 다이 행 수. 비워 두면 필드 없음.</translation>
    </message>
    <message>
        <source>Field columns</source>
        <translation>필드 열</translation>
    </message>
    <message>
        <source>Columns of dies of a stepper field. Empty: no fields.</source>
        <translation>스테퍼 필드의 다이 열 수. 비워 두면 필드 없음.</translation>
    </message>
    <message>
        <source>Field gap x</source>
        <translation>필드 간격 x</translation>
    </message>
    <message>
        <source>Added to the street between fields side by side.</source>
        <translation>좌우로 이웃한 필드 사이 스트리트에 더해집니다.</translation>
    </message>
    <message>
        <source>Field gap y</source>
        <translation>필드 간격 y</translation>
    </message>
    <message>
        <source>Added to the street between fields above each other.</source>
        <translation>위아래로 이웃한 필드 사이 스트리트에 더해집니다.</translation>
    </message>
    <message>
        <source>First row in its field</source>
        <translation>필드 안의 첫 행</translation>
    </message>
    <message>
        <source>Place of row 0 in its field, from 0.</source>
        <translation>행 0이 필드 안에서 차지하는 자리, 0부터.</translation>
    </message>
    <message>
        <source>First column in its field</source>
        <translation>필드 안의 첫 열</translation>
    </message>
    <message>
        <source>Place of column 0 in its field, from 0.</source>
        <translation>열 0이 필드 안에서 차지하는 자리, 0부터.</translation>
    </message>
    <message>
        <source>Letters, digits and _; the layers are named after it.</source>
        <translation>영문자, 숫자, _. 레이어 이름이 됩니다.</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Photoluminescence, reflected light, or photoluminescence through a filter.</source>
        <translation>광발광(pl), 반사광(reflected), 또는 필터를 통과한 광발광(colour).</translation>
    </message>
    <message>
        <source>Excitation</source>
        <translation>여기 밀도</translation>
    </message>
    <message>
        <source>On the wafer. Reflected light needs none; colour has that of its PL channel.</source>
        <translation>웨이퍼 위 기준. 반사광에는 필요 없고, 색 채널은 그 PL 채널의 값을 따릅니다.</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>노출</translation>
    </message>
    <message>
        <source>Equal ones save time.</source>
        <translation>같게 두면 시간이 절약됩니다.</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>게인</translation>
    </message>
    <message>
        <source>Of the camera.</source>
        <translation>카메라의 값.</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>광원</translation>
    </message>
    <message>
        <source>Its name, where the tool has several of a kind.</source>
        <translation>같은 종류가 여럿일 때 그 이름.</translation>
    </message>
    <message>
        <source>Every n-th die</source>
        <translation>n번째 다이마다</translation>
    </message>
    <message>
        <source>0: none of them.</source>
        <translation>0: 측정 안 함.</translation>
    </message>
    <message>
        <source>Suspects</source>
        <translation>의심 다이</translation>
    </message>
    <message>
        <source>At most so many dies that fail by intensity, spread over the wafer.</source>
        <translation>강도로 불합격한 다이 중 최대 이만큼, 웨이퍼에 고르게.</translation>
    </message>
    <message>
        <source>Excited by</source>
        <translation>여기 채널</translation>
    </message>
    <message>
        <source>Name of a channel. Empty: the strongest.</source>
        <translation>채널 이름. 비우면 가장 강한 채널.</translation>
    </message>
    <message>
        <source>Integration time</source>
        <translation>적분 시간</translation>
    </message>
    <message>
        <source>Of one spectrum.</source>
        <translation>스펙트럼 하나당.</translation>
    </message>
    <message>
        <source>Averages</source>
        <translation>평균 횟수</translation>
    </message>
    <message>
        <source>Spectra averaged for each die.</source>
        <translation>다이마다 평균하는 스펙트럼 수.</translation>
    </message>
    <message>
        <source>Every die in the region gets a spectrum.</source>
        <translation>영역의 모든 다이에서 스펙트럼을 측정합니다.</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>레시피</translation>
    </message>
    <message>
        <source>Healthy neighbourhood</source>
        <translation>정상 이웃</translation>
    </message>
    <message>
        <source>Thresholds</source>
        <translation>임계값</translation>
    </message>
    <message>
        <source>Verdicts</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>Bins that pass</source>
        <translation>합격 빈</translation>
    </message>
    <message>
        <source>Own bins</source>
        <translation>사용자 빈</translation>
    </message>
    <message>
        <source>Leakage</source>
        <translation>누설</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>클러스터</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>스캔</translation>
    </message>
    <message>
        <source>Only a region</source>
        <translation>일부 영역만</translation>
    </message>
    <message>
        <source>Grid of dies</source>
        <translation>다이 격자</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>Spectra</source>
        <translation>스펙트럼</translation>
    </message>
    <message>
        <source>Regions with a spectrum of every die</source>
        <translation>모든 다이를 측정하는 스펙트럼 영역</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 ~ %2</translation>
    </message>
    <message>
        <source>dies</source>
        <translation>다이</translation>
    </message>
    <message>
        <source>sigma</source>
        <translation>시그마</translation>
    </message>
    <message>
        <source>General</source>
        <translation>일반</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>검사</translation>
    </message>
    <message>
        <source>False alarms a million</source>
        <translation>백만 개당 오경보</translation>
    </message>
    <message>
        <source>Misplaced beyond</source>
        <translation>위치 어긋남 한계</translation>
    </message>
    <message>
        <source>Turned beyond</source>
        <translation>회전 한계</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>영역</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>사각형</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>감도</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>분류</translation>
    </message>
    <message>
        <source>Extent</source>
        <translation>범위</translation>
    </message>
    <message>
        <source>Polarity</source>
        <translation>극성</translation>
    </message>
    <message>
        <source>Touches</source>
        <translation>접촉</translation>
    </message>
    <message>
        <source>Lies on</source>
        <translation>위치</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>Fails over</source>
        <translation>불량 한계</translation>
    </message>
    <message>
        <source>Least share of the die</source>
        <translation>다이에 대한 비율 최소</translation>
    </message>
    <message>
        <source>Most share of the die</source>
        <translation>다이에 대한 비율 최대</translation>
    </message>
    <message>
        <source>Least length</source>
        <translation>길이 최소</translation>
    </message>
    <message>
        <source>Most length</source>
        <translation>길이 최대</translation>
    </message>
    <message>
        <source>Least width</source>
        <translation>너비 최소</translation>
    </message>
    <message>
        <source>Most width</source>
        <translation>너비 최대</translation>
    </message>
    <message>
        <source>Least length over the short side</source>
        <translation>짧은 변에 대한 길이 최소</translation>
    </message>
    <message>
        <source>Most length over the short side</source>
        <translation>짧은 변에 대한 길이 최대</translation>
    </message>
    <message>
        <source>Least area</source>
        <translation>면적 최소</translation>
    </message>
    <message>
        <source>Most area</source>
        <translation>면적 최대</translation>
    </message>
    <message>
        <source>Least contrast</source>
        <translation>대비 최소</translation>
    </message>
    <message>
        <source>Most contrast</source>
        <translation>대비 최대</translation>
    </message>
    <message>
        <source>Least share of the pad</source>
        <translation>패드에 대한 비율 최소</translation>
    </message>
    <message>
        <source>Most share of the pad</source>
        <translation>패드에 대한 비율 최대</translation>
    </message>
    <message>
        <source>Least loss of metal&apos;s light</source>
        <translation>금속 반사광 손실 최소</translation>
    </message>
    <message>
        <source>Most loss of metal&apos;s light</source>
        <translation>금속 반사광 손실 최대</translation>
    </message>
    <message>
        <source>Least likeness to the body</source>
        <translation>본체 유사도 최소</translation>
    </message>
    <message>
        <source>Most likeness to the body</source>
        <translation>본체 유사도 최대</translation>
    </message>
    <message>
        <source>Least likeness to the street</source>
        <translation>스트리트 유사도 최소</translation>
    </message>
    <message>
        <source>Most likeness to the street</source>
        <translation>스트리트 유사도 최대</translation>
    </message>
    <message>
        <source>Least straightness</source>
        <translation>직선도 최소</translation>
    </message>
    <message>
        <source>Most straightness</source>
        <translation>직선도 최대</translation>
    </message>
    <message>
        <source>Least dies in a line</source>
        <translation>이어진 다이 수 최소</translation>
    </message>
    <message>
        <source>Most dies in a line</source>
        <translation>이어진 다이 수 최대</translation>
    </message>
    <message>
        <source>Least edges of the die</source>
        <translation>다이 가장자리 선명도 최소</translation>
    </message>
    <message>
        <source>Most edges of the die</source>
        <translation>다이 가장자리 선명도 최대</translation>
    </message>
    <message>
        <source>Least displacement</source>
        <translation>변위 최소</translation>
    </message>
    <message>
        <source>Most displacement</source>
        <translation>변위 최대</translation>
    </message>
    <message>
        <source>Least turn</source>
        <translation>회전 최소</translation>
    </message>
    <message>
        <source>Most turn</source>
        <translation>회전 최대</translation>
    </message>
    <message>
        <source>Order of names</source>
        <translation>이름 순서</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>외관</translation>
    </message>
    <message>
        <source>Appearance in reflected light</source>
        <translation>반사광 외관</translation>
    </message>
    <message>
        <source>Regions of the die</source>
        <translation>다이 영역</translation>
    </message>
    <message>
        <source>Classes of defects</source>
        <translation>결함 분류</translation>
    </message>
    <message>
        <source>Names of dies</source>
        <translation>다이 이름</translation>
    </message>
    <message>
        <source>degrees</source>
        <translation>도</translation>
    </message>
    <message>
        <source>Whether dies are inspected for their appearance where there is a channel of reflected light.</source>
        <translation>반사광 채널이 있을 때 다이의 외관을 검사할지 정합니다.</translation>
    </message>
    <message>
        <source>Good dies, of a million, on which something may be found that is none. Fewer false alarms need stronger defects.</source>
        <translation>양품 백만 개 가운데 결함이 아닌 것이 검출되어도 되는 다이 수입니다. 오경보를 줄이면 더 뚜렷한 결함만 검출됩니다.</translation>
    </message>
    <message>
        <source>Displacement from which on a die is misplaced, as a share of its short side.</source>
        <translation>다이가 어긋난 것으로 보는 변위, 짧은 변에 대한 비율입니다.</translation>
    </message>
    <message>
        <source>Turn from which on a die is misplaced.</source>
        <translation>다이가 어긋난 것으로 보는 회전각입니다.</translation>
    </message>
    <message>
        <source>As its defects tell it.</source>
        <translation>그 영역의 결함에 표시되는 이름입니다.</translation>
    </message>
    <message>
        <source>What the rectangle shows; what lies on ignore is not judged.</source>
        <translation>사각형이 나타내는 것. ignore에 있는 것은 판정하지 않습니다.</translation>
    </message>
    <message>
        <source>Its lower left corner from the die&apos;s centre (right, up), its width and its height.</source>
        <translation>다이 중심에서 본 왼쪽 아래 모서리(오른쪽, 위), 너비와 높이입니다.</translation>
    </message>
    <message>
        <source>Thresholds are divided by it: above 1, weaker defects are found, and more false alarms.</source>
        <translation>문턱값을 이 값으로 나눕니다. 1보다 크면 약한 결함도 검출되고 오경보가 늘어납니다.</translation>
    </message>
    <message>
        <source>Name that the finding gets. Rules are asked in their order, the standard ones after these; the first whose conditions all hold names it.</source>
        <translation>결함에 붙는 이름입니다. 규칙은 순서대로, 표준 규칙은 그 뒤에 적용되며, 조건이 모두 맞는 첫 규칙이 이름을 정합니다.</translation>
    </message>
    <message>
        <source>What was found: spot, a whole pad, body or die; several with vertical bars between. Empty: any.</source>
        <translation>검출된 것: spot(점), pad(패드 전체), body(본체), die(다이). 여러 개는 |로 나눕니다. 비움: 모두.</translation>
    </message>
    <message>
        <source>dark, bright or mixed; several with vertical bars between. Empty: any.</source>
        <translation>dark(어두움), bright(밝음), mixed(혼합). 여러 개는 |로 나눕니다. 비움: 모두.</translation>
    </message>
    <message>
        <source>What of the die&apos;s outline it reaches: none, edge or corner; several with vertical bars between. Empty: any.</source>
        <translation>닿는 다이 외곽: none(없음), edge(변), corner(모서리). 여러 개는 |로 나눕니다. 비움: 모두.</translation>
    </message>
    <message>
        <source>Where most of it lies: body, rim, metal, finger or street; several with vertical bars between. Empty: any.</source>
        <translation>대부분이 놓인 곳: body, rim, metal, finger, street. 여러 개는 |로 나눕니다. 비움: 모두.</translation>
    </message>
    <message>
        <source>The rule holds only from this value on; may be empty.</source>
        <translation>이 값 이상일 때만 규칙이 적용됩니다. 비워 둘 수 있습니다.</translation>
    </message>
    <message>
        <source>The rule holds only up to this value; may be empty.</source>
        <translation>이 값 이하일 때만 규칙이 적용됩니다. 비워 둘 수 있습니다.</translation>
    </message>
    <message>
        <source>Of its dies, where there is no fail_over.</source>
        <translation>fail_over가 없을 때 그 다이의 판정입니다.</translation>
    </message>
    <message>
        <source>Features over which a die fails, { share = 0.10, pad_share = 0.35 }; up to these it passes.</source>
        <translation>넘으면 다이가 불량인 특성, { share = 0.10, pad_share = 0.35 }. 이하이면 양품입니다.</translation>
    </message>
    <message>
        <source>Bins and classes in the order in which a die is named where several apply. What fails names it before what passes; what is not listed follows.</source>
        <translation>여러 개가 해당할 때 다이에 이름을 붙이는 빈과 분류의 순서입니다. 불량이 양품보다 앞서며, 적지 않은 것은 뒤에 옵니다.</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>Name of a position of the tool&apos;s filter wheel. Empty: the open one.</source>
        <translation>장비 필터 휠의 위치 이름. 비우면 열린 위치.</translation>
    </message>
    <message>
        <source>Colour of</source>
        <translation>색 기준</translation>
    </message>
    <message>
        <source>Of the kind colour: the PL channel listed before it that is taken without the filter.</source>
        <translation>종류가 colour일 때: 앞에 적힌, 필터 없이 찍는 PL 채널.</translation>
    </message>
    <message>
        <source>Filter of colour channels</source>
        <translation>색 채널의 필터</translation>
    </message>
    <message>
        <source>Data sheet</source>
        <translation>데이터 시트</translation>
    </message>
    <message>
        <source>CSV beside the recipe, columns wavelength_nm and transmission (0 to 1), for wafers with too few spectra. Colours by it are relative.</source>
        <translation>레시피 옆의 CSV. 열은 wavelength_nm, transmission(0~1). 스펙트럼이 너무 적은 웨이퍼용이며, 이로부터 얻은 색은 상대값입니다.</translation>
    </message>
    <message>
        <source>Wavelengths</source>
        <translation>파장</translation>
    </message>
    <message>
        <source>Of the data sheet, rising; in place of the file.</source>
        <translation>데이터 시트의 파장, 오름차순. 파일 대신 씁니다.</translation>
    </message>
    <message>
        <source>Transmissions</source>
        <translation>투과율</translation>
    </message>
    <message>
        <source>One for each wavelength.</source>
        <translation>파장마다 하나.</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>사진</translation>
    </message>
    <message>
        <source>So many dies, the worst first, have pictures in the wafer file.</source>
        <translation>웨이퍼 파일에 사진을 남길 다이 수. 가장 나쁜 다이부터 남깁니다.</translation>
    </message>
    <message>
        <source>Modules</source>
        <translation>모듈</translation>
    </message>
    <message>
        <source>Display modules</source>
        <translation>디스플레이 모듈</translation>
    </message>
    <message>
        <source>Fault classes of your own</source>
        <translation>사용자 결함 등급</translation>
    </message>
    <message>
        <source>Faults up to</source>
        <translation>결함 상한</translation>
    </message>
    <message>
        <source>Lines up to</source>
        <translation>선 결함 상한</translation>
    </message>
    <message>
        <source>Mura up to</source>
        <translation>무라 상한</translation>
    </message>
    <message>
        <source>Uniformity from</source>
        <translation>균일도 하한</translation>
    </message>
    <message>
        <source>Seams up to</source>
        <translation>이음매 상한</translation>
    </message>
    <message>
        <source>Colour difference up to</source>
        <translation>색차 상한</translation>
    </message>
    <message>
        <source>Worst fault class</source>
        <translation>허용 최저 결함 등급</translation>
    </message>
    <message>
        <source>Always on above</source>
        <translation>상시 점등 기준(초과)</translation>
    </message>
    <message>
        <source>Wrong colour below</source>
        <translation>색 오류 기준(미만)</translation>
    </message>
    <message>
        <source>Wrong colour above</source>
        <translation>색 오류 기준(초과)</translation>
    </message>
    <message>
        <source>Module: dead below</source>
        <translation>모듈: 불량 기준(미만)</translation>
    </message>
    <message>
        <source>Module: dim below</source>
        <translation>모듈: 어두움 기준(미만)</translation>
    </message>
    <message>
        <source>Module: bright above</source>
        <translation>모듈: 밝음 기준(초과)</translation>
    </message>
    <message>
        <source>Outliers from</source>
        <translation>이상값 기준</translation>
    </message>
    <message>
        <source>Shortest line</source>
        <translation>최소 선 길이</translation>
    </message>
    <message>
        <source>Weak lines from</source>
        <translation>약한 선 기준</translation>
    </message>
    <message>
        <source>Mura from</source>
        <translation>무라 기준</translation>
    </message>
    <message>
        <source>Pixels a degree</source>
        <translation>1도당 픽셀 수</translation>
    </message>
    <message>
        <source>Demura: target</source>
        <translation>디무라: 목표</translation>
    </message>
    <message>
        <source>Demura: least gain</source>
        <translation>디무라: 최소 이득</translation>
    </message>
    <message>
        <source>Demura: largest gain</source>
        <translation>디무라: 최대 이득</translation>
    </message>
    <message>
        <source>Type 1</source>
        <translation>유형 1</translation>
    </message>
    <message>
        <source>Type 2</source>
        <translation>유형 2</translation>
    </message>
    <message>
        <source>Type 3</source>
        <translation>유형 3</translation>
    </message>
    <message>
        <source>Bright counts</source>
        <translation>명점 가중치</translation>
    </message>
    <message>
        <source>Clusters 1, 2</source>
        <translation>유형 1·2 군집</translation>
    </message>
    <message>
        <source>Clusters 3</source>
        <translation>유형 3 군집</translation>
    </message>
    <message>
        <source>Sub-pixels that are not good, of a million measured ones.</source>
        <translation>측정된 서브픽셀 백만 개당 양품이 아닌 수.</translation>
    </message>
    <message>
        <source>Strong and weak ones.</source>
        <translation>강한 선과 약한 선 모두.</translation>
    </message>
    <message>
        <source>Of the worst mura, by SEMI D31. Where people begin to notice: 1.</source>
        <translation>가장 심한 무라의 SEMI D31 값. 사람이 알아채기 시작하는 값: 1.</translation>
    </message>
    <message>
        <source>Least over largest luminance of 9 points, in the worst pattern.</source>
        <translation>가장 나쁜 패턴에서 9점의 최소 휘도 / 최대 휘도.</translation>
    </message>
    <message>
        <source>Step of light between sub-panels, as a fraction.</source>
        <translation>서브패널 사이의 밝기 단차(비율).</translation>
    </message>
    <message>
        <source>Largest distance in u&apos;v&apos; between two of the 9 points. Left out: not asked.</source>
        <translation>9점 중 두 점 사이의 최대 u&apos;v&apos; 거리. 생략하면 묻지 않습니다.</translation>
    </message>
    <message>
        <source>Of ISO 9241-307 (0, I, II, III, IV) or of the classes below. Left out: not asked.</source>
        <translation>ISO 9241-307의 등급(0, I, II, III, IV) 또는 아래 등급. 생략하면 묻지 않습니다.</translation>
    </message>
    <message>
        <source>Light in black over the colour&apos;s median at full gray.</source>
        <translation>검은 화면에서의 빛 / 최대 계조에서 그 색의 중앙값.</translation>
    </message>
    <message>
        <source>Relative luminance of the driven sub-pixel.</source>
        <translation>구동된 서브픽셀의 상대 휘도.</translation>
    </message>
    <message>
        <source>Light of an undriven sub-pixel of the same pixel over its colour&apos;s median.</source>
        <translation>같은 픽셀에서 구동되지 않은 서브픽셀의 빛 / 그 색의 중앙값.</translation>
    </message>
    <message>
        <source>Relative luminance. 0.25 is the threshold of a dark pixel in ISO 9241-307, unconfirmed.</source>
        <translation>상대 휘도. 0.25는 ISO 9241-307의 암점 기준(미확인).</translation>
    </message>
    <message>
        <source>Relative luminance, or lower where the module&apos;s own spread is wide.</source>
        <translation>상대 휘도. 모듈 자체의 산포가 넓으면 더 낮아집니다.</translation>
    </message>
    <message>
        <source>Relative luminance, or higher where the module&apos;s own spread is wide.</source>
        <translation>상대 휘도. 모듈 자체의 산포가 넓으면 더 높아집니다.</translation>
    </message>
    <message>
        <source>Robust spreads of the module: within them nothing is dim or bright.</source>
        <translation>모듈의 강건 산포 배수: 이 안에서는 어둡거나 밝다고 보지 않습니다.</translation>
    </message>
    <message>
        <source>Sub-pixels in a row or column that make a line.</source>
        <translation>선으로 보는 행 또는 열의 연속 서브픽셀 수.</translation>
    </message>
    <message>
        <source>Of the means of rows and columns about their neighbours.</source>
        <translation>행과 열의 평균이 이웃에서 벗어난 정도.</translation>
    </message>
    <message>
        <source>Of the band-pass that shows it best, over the noise that the module&apos;s own spread makes in it.</source>
        <translation>가장 잘 드러나는 대역 통과 신호 / 모듈 자체 산포가 만드는 잡음.</translation>
    </message>
    <message>
        <source>As the viewer sees them: microdisplays are magnified.</source>
        <translation>보는 사람 기준: 마이크로디스플레이는 확대되어 보입니다.</translation>
    </message>
    <message>
        <source>Percentile of the healthy sub-pixels to which all are brought.</source>
        <translation>모두를 맞출 정상 서브픽셀의 백분위수.</translation>
    </message>
    <message>
        <source>Gains below it are clipped.</source>
        <translation>이보다 작은 이득은 잘립니다.</translation>
    </message>
    <message>
        <source>Gains above it are clipped; a 16-bit table holds gains up to 2.</source>
        <translation>이보다 큰 이득은 잘립니다. 16비트 표는 2까지 담습니다.</translation>
    </message>
    <message>
        <source>Of the fault class; the best comes first.</source>
        <translation>결함 등급의 이름. 가장 좋은 등급이 먼저입니다.</translation>
    </message>
    <message>
        <source>Pixels always bright, of a million.</source>
        <translation>백만 픽셀당 항상 밝은 픽셀 수.</translation>
    </message>
    <message>
        <source>Pixels always dark, of a million.</source>
        <translation>백만 픽셀당 항상 어두운 픽셀 수.</translation>
    </message>
    <message>
        <source>Sub-pixels, of a million pixels: bright ones by their weight, and dark ones.</source>
        <translation>백만 픽셀당 서브픽셀 수: 가중치를 곱한 밝은 것과 어두운 것.</translation>
    </message>
    <message>
        <source>As so many dark ones, of type 3.</source>
        <translation>유형 3에서 어두운 결함 몇 개로 셀지.</translation>
    </message>
    <message>
        <source>Two or more within 5 x 5 pixels; of a million pixels.</source>
        <translation>5 x 5 픽셀 안에 둘 이상. 백만 픽셀당.</translation>
    </message>
</context>
<context>
    <name>Region</name>
    <message>
        <source>metal</source>
        <translation>메탈</translation>
    </message>
    <message>
        <source>finger</source>
        <translation>핑거</translation>
    </message>
    <message>
        <source>body</source>
        <translation>몸체</translation>
    </message>
    <message>
        <source>rim</source>
        <translation>가장자리</translation>
    </message>
    <message>
        <source>not judged</source>
        <translation>판정 안 함</translation>
    </message>
    <message>
        <source>street</source>
        <translation>스트리트</translation>
    </message>
</context>
<context>
    <name>RunTexts</name>
    <message>
        <source>The interlock of %1 is open, so its light is off.</source>
        <translation>%1의 인터록이 열려 있어 빛이 꺼져 있습니다.</translation>
    </message>
    <message>
        <source>%1 went out.</source>
        <translation>%1의 빛이 꺼졌습니다.</translation>
    </message>
    <message>
        <source>%1 does not do what it was told.</source>
        <translation>%1이(가) 명령대로 동작하지 않습니다.</translation>
    </message>
    <message>
        <source>The stage</source>
        <translation>스테이지</translation>
    </message>
    <message>
        <source>The camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>The spectrometer</source>
        <translation>분광기</translation>
    </message>
    <message>
        <source>Close the door or turn the key switch: the scan then goes on by itself.</source>
        <translation>문을 닫거나 키 스위치를 돌리십시오. 그러면 스캔이 저절로 이어집니다.</translation>
    </message>
    <message>
        <source>Close the door or turn the key switch, then press Resume. What was measured is kept.</source>
        <translation>문을 닫거나 키 스위치를 돌린 다음 재개를 누르십시오. 측정한 것은 보존됩니다.</translation>
    </message>
    <message>
        <source>It is being tried again. If it stays, check its power and cables.</source>
        <translation>다시 시도하고 있습니다. 계속되면 전원과 케이블을 확인하십시오.</translation>
    </message>
    <message>
        <source>Held up by a device</source>
        <translation>장치 때문에 멈춰 있음</translation>
    </message>
    <message>
        <source>Choose another recipe, or call an engineer.</source>
        <translation>다른 레시피를 고르거나 엔지니어를 부르십시오.</translation>
    </message>
    <message>
        <source>Type or scan the wafer ID.</source>
        <translation>웨이퍼 ID를 입력하거나 스캔하십시오.</translation>
    </message>
    <message>
        <source>The scan of this wafer was not finished. Press Resume to go on with it, or Scan again for a new one.</source>
        <translation>이 웨이퍼의 스캔이 끝나지 않았습니다. 이어서 하려면 재개, 새로 하려면 다시 스캔을 누르십시오.</translation>
    </message>
    <message>
        <source>This wafer was scanned already. Press Scan again to scan it into another file.</source>
        <translation>이미 스캔한 웨이퍼입니다. 다른 파일로 스캔하려면 다시 스캔을 누르십시오.</translation>
    </message>
    <message>
        <source>Check power and cables of the device. What was measured is kept. If it stays, call an engineer.</source>
        <translation>장치의 전원과 케이블을 확인하십시오. 측정 결과는 보존됩니다. 계속되면 엔지니어를 부르십시오.</translation>
    </message>
    <message>
        <source>Free some room on the disk. What was measured is kept.</source>
        <translation>디스크 공간을 확보하십시오. 측정 결과는 보존됩니다.</translation>
    </message>
    <message>
        <source>This recipe does not fit the tool: choose another, or call an engineer.</source>
        <translation>이 레시피는 장비에 맞지 않습니다. 다른 것을 고르거나 엔지니어를 부르십시오.</translation>
    </message>
    <message>
        <source>What was measured is kept: press Resume to go on.</source>
        <translation>측정 결과는 보존됩니다. 재개를 누르면 이어집니다.</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>준비 안 됨</translation>
    </message>
    <message>
        <source>Checking the tool</source>
        <translation>장비 점검 중</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>준비됨</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>일시 중지됨</translation>
    </message>
    <message>
        <source>Stopping safely</source>
        <translation>안전하게 중지 중</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>중지됨</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>중단됨</translation>
    </message>
    <message>
        <source>Taking dark and flat frames</source>
        <translation>암·플랫 프레임 촬영 중</translation>
    </message>
    <message>
        <source>Finding the dies</source>
        <translation>다이 찾는 중</translation>
    </message>
    <message>
        <source>Scanning</source>
        <translation>스캔 중</translation>
    </message>
    <message>
        <source>Spectrum %1 of %2</source>
        <translation>스펙트럼 %1 / %2</translation>
    </message>
    <message>
        <source>Judging the dies</source>
        <translation>다이 판정 중</translation>
    </message>
    <message>
        <source>Writing the file</source>
        <translation>파일 저장 중</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>준비 중</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1초</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1분 %2초</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1시간 %2분</translation>
    </message>
    <message>
        <source>This recipe can&apos;t be used.</source>
        <translation>이 레시피는 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>A device does not answer.</source>
        <translation>장치가 응답하지 않습니다.</translation>
    </message>
    <message>
        <source>The file can&apos;t be written.</source>
        <translation>파일을 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>The scan was interrupted.</source>
        <translation>스캔이 중단되었습니다.</translation>
    </message>
    <message>
        <source>Another page uses the tool. Wait until it has done.</source>
        <translation>다른 화면에서 장비를 사용 중입니다. 끝날 때까지 기다리십시오.</translation>
    </message>
    <message>
        <source>The filter wheel</source>
        <translation>필터 휠</translation>
    </message>
</context>
<context>
    <name>Tasks</name>
    <message>
        <source>Opening the file</source>
        <translation>파일 여는 중</translation>
    </message>
    <message>
        <source>Reading a layer</source>
        <translation>레이어 읽는 중</translation>
    </message>
    <message>
        <source>Collecting the selected dies</source>
        <translation>선택한 다이 모으는 중</translation>
    </message>
    <message>
        <source>Reading what the bins are made of</source>
        <translation>빈의 근거 읽는 중</translation>
    </message>
    <message>
        <source>Saving the bins</source>
        <translation>빈 저장 중</translation>
    </message>
    <message>
        <source>Reading the other wafer</source>
        <translation>다른 웨이퍼 읽는 중</translation>
    </message>
    <message>
        <source>Stacking wafers</source>
        <translation>웨이퍼 적층 중</translation>
    </message>
    <message>
        <source>Loading EL data</source>
        <translation>EL 데이터 불러오는 중</translation>
    </message>
    <message>
        <source>Comparing PL with EL</source>
        <translation>PL과 EL 비교 중</translation>
    </message>
    <message>
        <source>Learning from EL</source>
        <translation>EL로 학습 중</translation>
    </message>
    <message>
        <source>Applying what was learnt</source>
        <translation>학습 결과 적용 중</translation>
    </message>
    <message>
        <source>Storing the comparison</source>
        <translation>비교 결과 저장 중</translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation>보고서 작성 중</translation>
    </message>
    <message>
        <source>Signing off</source>
        <translation>승인 처리 중</translation>
    </message>
    <message>
        <source>Applying the recipe</source>
        <translation>레시피 적용 중</translation>
    </message>
    <message>
        <source>Recipe file</source>
        <translation>레시피 파일</translation>
    </message>
    <message>
        <source>Reading pictures of dies</source>
        <translation>다이 사진 읽는 중</translation>
    </message>
    <message>
        <source>Changing the class of a defect</source>
        <translation>결함 분류 변경 중</translation>
    </message>
    <message>
        <source>Preparing the picture of the module</source>
        <translation>모듈 그림 준비 중</translation>
    </message>
</context>
<context>
    <name>TroubleWords</name>
    <message>
        <source>It did not work.</source>
        <translation>작업이 실패했습니다.</translation>
    </message>
    <message>
        <source>This can&apos;t be done as asked.</source>
        <translation>요청한 대로 할 수 없습니다.</translation>
    </message>
    <message>
        <source>A file can&apos;t be used: it is damaged, or says something that does not fit.</source>
        <translation>파일을 쓸 수 없습니다. 손상되었거나 내용이 맞지 않습니다.</translation>
    </message>
    <message>
        <source>A device does not do what it was told. Check its power and cables.</source>
        <translation>장치가 지시대로 동작하지 않습니다. 전원과 케이블을 확인하십시오.</translation>
    </message>
    <message>
        <source>Cancelled. What was measured is kept.</source>
        <translation>취소했습니다. 측정한 데이터는 보존됩니다.</translation>
    </message>
    <message>
        <source>The disk is full. Free some room on it.</source>
        <translation>디스크가 가득 찼습니다. 공간을 확보하십시오.</translation>
    </message>
    <message>
        <source>A file is missing: it was moved, renamed or deleted.</source>
        <translation>파일이 없습니다. 이동, 이름 변경 또는 삭제되었습니다.</translation>
    </message>
    <message>
        <source>The system does not permit this. Choose another folder, or ask an administrator.</source>
        <translation>시스템이 허용하지 않습니다. 다른 폴더를 고르거나 관리자에게 문의하십시오.</translation>
    </message>
    <message>
        <source>A calibration is missing, expired or of another device. An engineer renews it.</source>
        <translation>교정이 없거나 만료되었거나 다른 장치의 것입니다. 엔지니어가 다시 교정해야 합니다.</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::AlignmentPanel</name>
    <message>
        <source>mirrored</source>
        <translation>좌우 반전</translation>
    </message>
    <message>
        <source>turned by %1°</source>
        <translation>%1° 회전</translation>
    </message>
    <message>
        <source>rows %1</source>
        <translation>행 %1</translation>
    </message>
    <message>
        <source>columns %1</source>
        <translation>열 %1</translation>
    </message>
    <message>
        <source>as given</source>
        <translation>원본 그대로</translation>
    </message>
    <message>
        <source>Load EL data to see how it lies on the wafer.</source>
        <translation>EL 데이터를 불러오면 웨이퍼 위의 정렬 상태가 표시됩니다.</translation>
    </message>
    <message>
        <source>These records come from the wafer file and were aligned when they were stored.</source>
        <translation>웨이퍼 파일에 저장된 기록이며, 저장할 때 이미 정렬되었습니다.</translation>
    </message>
    <message>
        <source>%1 (%2, %3 records) is used %4.</source>
        <translation>%1 (%2, 기록 %3개): 적용 상태는 %4.</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>최적</translation>
    </message>
    <message>
        <source>Runner-up</source>
        <translation>차선</translation>
    </message>
    <message>
        <source>As given</source>
        <translation>원본</translation>
    </message>
    <message>
        <source>The best one leads by %1 sigma (%2 are asked for).</source>
        <translation>최적 후보가 %1 시그마 앞섭니다(기준 %2).</translation>
    </message>
    <message>
        <source>The best one leads by %1 sigma only (%2 are asked for): check it by eye.</source>
        <translation>최적 후보가 %1 시그마만 앞섭니다(기준 %2). 눈으로 확인하십시오.</translation>
    </message>
    <message>
        <source>How the EL table lies on the wafer</source>
        <translation>웨이퍼에 대한 EL 표의 정렬</translation>
    </message>
    <message>
        <source>Correct by hand</source>
        <translation>수동 보정</translation>
    </message>
    <message>
        <source>Turn counter-clockwise</source>
        <translation>반시계 방향 회전</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>행</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>열</translation>
    </message>
    <message>
        <source>Mirrored left to right</source>
        <translation>좌우 반전</translation>
    </message>
    <message>
        <source>Use the best</source>
        <translation>최적 적용</translation>
    </message>
    <message>
        <source>Use as given</source>
        <translation>원본 적용</translation>
    </message>
    <message>
        <source>Candidate</source>
        <translation>후보</translation>
    </message>
    <message>
        <source>Transform</source>
        <translation>변환</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>점수</translation>
    </message>
    <message>
        <source>On the wafer</source>
        <translation>웨이퍼 내 비율</translation>
    </message>
    <message>
        <source>Offset of the rows in dies</source>
        <translation>행 오프셋(다이)</translation>
    </message>
    <message>
        <source>Offset of the columns in dies</source>
        <translation>열 오프셋(다이)</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::BinsPanel</name>
    <message>
        <source>pass</source>
        <translation>합격</translation>
    </message>
    <message>
        <source>fail</source>
        <translation>불합격</translation>
    </message>
    <message>
        <source>Failing dies</source>
        <translation>불량 다이</translation>
    </message>
    <message>
        <source>Sum (%)</source>
        <translation>누적 (%)</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>빈</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>Dies</source>
        <translation>다이</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>비율</translation>
    </message>
    <message>
        <source>Selected</source>
        <translation>선택</translation>
    </message>
    <message>
        <source>Bins</source>
        <translation>빈</translation>
    </message>
    <message>
        <source>Tick what the map shows; double-click to select the dies</source>
        <translation>맵에 표시할 항목을 체크하고, 두 번 클릭하면 다이를 선택합니다</translation>
    </message>
    <message>
        <source>Failing dies by bin, and their sum</source>
        <translation>빈별 불량 다이와 누적</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::CalibrationChoices</name>
    <message>
        <source>Wafer diameter</source>
        <translation>웨이퍼 지름</translation>
    </message>
    <message>
        <source>Focus looked for about</source>
        <translation>초점 탐색 중심</translation>
    </message>
    <message>
        <source>Up and down by</source>
        <translation>위아래 범위</translation>
    </message>
    <message>
        <source>Tables (*.csv *.txt);;All files (*)</source>
        <translation>표 (*.csv *.txt);;모든 파일 (*)</translation>
    </message>
    <message>
        <source>Of the wafer on the chuck: how far out it is measured.</source>
        <translation>척 위 웨이퍼의 지름: 어디까지 측정할지 정합니다.</translation>
    </message>
    <message>
        <source>Height of the stage at which the search begins.</source>
        <translation>탐색을 시작하는 스테이지 높이.</translation>
    </message>
    <message>
        <source>How far from there focus is looked for.</source>
        <translation>거기서 위아래로 초점을 찾는 범위.</translation>
    </message>
    <message>
        <source>List of lines</source>
        <translation>스펙트럼선 목록</translation>
    </message>
    <message>
        <source>A table of the lamp&apos;s lines, &quot;wavelength,strength&quot;, in air. Empty: mercury and argon.</source>
        <translation>램프 스펙트럼선 표 &quot;wavelength,strength&quot;(공기 중). 비우면 수은과 아르곤.</translation>
    </message>
    <message>
        <source>Spectrum of the lamp</source>
        <translation>램프 스펙트럼</translation>
    </message>
    <message>
        <source>A table &quot;wavelength_nm,photons&quot; from the lamp&apos;s certificate. Empty: a black body of the temperature beside.</source>
        <translation>램프 성적서의 표 &quot;wavelength_nm,photons&quot;. 비우면 옆 온도의 흑체.</translation>
    </message>
    <message>
        <source>Temperature of the lamp</source>
        <translation>램프 온도</translation>
    </message>
    <message>
        <source>Its colour temperature; of no account where a spectrum is given.</source>
        <translation>램프의 색온도. 스펙트럼을 지정하면 쓰이지 않습니다.</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>광원</translation>
    </message>
    <message>
        <source>Which of the tool&apos;s lights that fit is switched on.</source>
        <translation>장비의 알맞은 광원 중 어느 것을 켤지 정합니다.</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>노출</translation>
    </message>
    <message>
        <source>Of one frame or spectrum. 0: found by itself from the light.</source>
        <translation>프레임 또는 스펙트럼 하나의 노출. 0이면 빛에 맞춰 자동으로 정합니다.</translation>
    </message>
    <message>
        <source>Averages</source>
        <translation>평균 횟수</translation>
    </message>
    <message>
        <source>Frames or spectra averaged: more take longer and scatter less.</source>
        <translation>평균하는 프레임이나 스펙트럼 수. 많을수록 오래 걸리고 산포가 줄어듭니다.</translation>
    </message>
    <message>
        <source>Degree</source>
        <translation>차수</translation>
    </message>
    <message>
        <source>Of the polynomial from pixel to wavelength; 3 fits most spectrometers.</source>
        <translation>픽셀에서 파장으로 가는 다항식의 차수. 대부분의 분광기는 3이 알맞습니다.</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>Its name on the filter wheel. Empty: the only one that is not open.</source>
        <translation>필터 휠에서의 이름. 비우면 열린 위치가 아닌 유일한 것.</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::CalibrationPage</name>
    <message>
        <source>Calibration</source>
        <translation>교정</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Measured on</source>
        <translation>측정 일시</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>측정값</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>유효 기한</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>한계</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Read anew</source>
        <translation>다시 읽기</translation>
    </message>
    <message>
        <source>Calibrations</source>
        <translation>교정 목록</translation>
    </message>
    <message>
        <source>Plot</source>
        <translation>그래프</translation>
    </message>
    <message>
        <source>A calibration is running. Closing cancels it safely.</source>
        <translation>교정 중입니다. 닫으면 안전하게 취소됩니다.</translation>
    </message>
    <message>
        <source>pass</source>
        <translation>합격</translation>
    </message>
    <message>
        <source>FAIL</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Values and residuals show here after the run.</source>
        <translation>실행 후 여기에 값과 잔차가 표시됩니다.</translation>
    </message>
    <message>
        <source>Needs: %1</source>
        <translation>준비: %1</translation>
    </message>
    <message>
        <source>The last run failed: %1</source>
        <translation>마지막 실행 실패: %1</translation>
    </message>
    <message>
        <source>The last run went beyond its limits and was not stored. What was stored before stays.</source>
        <translation>마지막 실행이 한계를 벗어나 저장되지 않았습니다. 이전에 저장된 것은 그대로입니다.</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::CameraView</name>
    <message>
        <source>No picture yet</source>
        <translation>아직 영상 없음</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::ComparePanel</name>
    <message>
        <source>Wafer to compare with</source>
        <translation>비교할 웨이퍼</translation>
    </message>
    <message>
        <source>Wafer files (*.h5)</source>
        <translation>웨이퍼 파일 (*.h5)</translation>
    </message>
    <message>
        <source>Wafers of the lot</source>
        <translation>로트의 웨이퍼</translation>
    </message>
    <message>
        <source>another layer of this wafer</source>
        <translation>이 웨이퍼의 다른 레이어</translation>
    </message>
    <message>
        <source>Lot: what several wafers have in common</source>
        <translation>로트: 여러 웨이퍼의 공통점</translation>
    </message>
    <message>
        <source>Lot of %1 wafers</source>
        <translation>웨이퍼 %1장 로트</translation>
    </message>
    <message>
        <source>Map against</source>
        <translation>비교 대상</translation>
    </message>
    <message>
        <source>Another wafer...</source>
        <translation>다른 웨이퍼...</translation>
    </message>
    <message>
        <source>This wafer</source>
        <translation>이 웨이퍼</translation>
    </message>
    <message>
        <source>Its layer</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>Shown as</source>
        <translation>표시 방식</translation>
    </message>
    <message>
        <source>side by side</source>
        <translation>나란히</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>차이</translation>
    </message>
    <message>
        <source>ratio</source>
        <translation>비율</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>End</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Stack...</source>
        <translation>적층...</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>Fail count</source>
        <translation>불량 횟수</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::ConfusionTable</name>
    <message>
        <source>Bad by EL</source>
        <translation>EL 불량</translation>
    </message>
    <message>
        <source>Good by EL</source>
        <translation>EL 양품</translation>
    </message>
    <message>
        <source>Rejected by PL</source>
        <translation>PL 불합격</translation>
    </message>
    <message>
        <source>Passed by PL</source>
        <translation>PL 합격</translation>
    </message>
    <message>
        <source>hits</source>
        <translation>적중</translation>
    </message>
    <message>
        <source>overkill</source>
        <translation>과검</translation>
    </message>
    <message>
        <source>escapes</source>
        <translation>미검</translation>
    </message>
    <message>
        <source>good by both</source>
        <translation>양쪽 양품</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::CorrelationPage</name>
    <message>
        <source>Load EL data</source>
        <translation>EL 데이터 불러오기</translation>
    </message>
    <message>
        <source>Load with a mapping file...</source>
        <translation>매핑 파일로 불러오기...</translation>
    </message>
    <message>
        <source>Load EL data...</source>
        <translation>EL 데이터 불러오기...</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Puts EL data and result into the wafer file</source>
        <translation>EL 데이터와 결과를 웨이퍼 파일에 저장합니다</translation>
    </message>
    <message>
        <source>Report...</source>
        <translation>보고서...</translation>
    </message>
    <message>
        <source>Writes the report as HTML or PDF</source>
        <translation>보고서를 HTML 또는 PDF로 저장합니다</translation>
    </message>
    <message>
        <source>Sign off...</source>
        <translation>승인...</translation>
    </message>
    <message>
        <source>Disagreements</source>
        <translation>불일치</translation>
    </message>
    <message>
        <source>Scatter</source>
        <translation>산점도</translation>
    </message>
    <message>
        <source>Thresholds</source>
        <translation>임계값</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>위치별</translation>
    </message>
    <message>
        <source>Alignment</source>
        <translation>정렬</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>EL data (*.csv *.txt *.tsv *.stdf *.std *.xml *.sinf *.klarf *.001 *.gz);;All files (*)</source>
        <translation>EL 데이터 (*.csv *.txt *.tsv *.stdf *.std *.xml *.sinf *.klarf *.001 *.gz);;모든 파일 (*)</translation>
    </message>
    <message>
        <source>Choose the mapping file first</source>
        <translation>먼저 매핑 파일을 선택하십시오</translation>
    </message>
    <message>
        <source>Mapping files (*.toml);;All files (*)</source>
        <translation>매핑 파일 (*.toml);;모든 파일 (*)</translation>
    </message>
    <message>
        <source>Write the report</source>
        <translation>보고서 저장</translation>
    </message>
    <message>
        <source>PDF (*.pdf);;HTML (*.html)</source>
        <translation>PDF (*.pdf);;HTML (*.html)</translation>
    </message>
    <message>
        <source>Sign off</source>
        <translation>승인</translation>
    </message>
    <message>
        <source>The figures on this page and your name go into the wafer&apos;s log. Comment:</source>
        <translation>이 페이지의 수치와 사용자 이름이 웨이퍼 로그에 기록됩니다. 의견:</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Open an inspected wafer, then its EL data.</source>
        <translation>검사한 웨이퍼를 연 다음 EL 데이터를 불러오십시오.</translation>
    </message>
    <message>
        <source>No EL data: load a table, or drop it here.</source>
        <translation>EL 데이터 없음: 표를 불러오거나 여기에 끌어다 놓으십시오.</translation>
    </message>
    <message>
        <source>EL data of the wafer file</source>
        <translation>웨이퍼 파일의 EL 데이터</translation>
    </message>
    <message>
        <source>stored</source>
        <translation>저장됨</translation>
    </message>
    <message>
        <source>not stored yet</source>
        <translation>아직 저장 안 됨</translation>
    </message>
    <message>
        <source>Not signed off</source>
        <translation>승인 안 됨</translation>
    </message>
    <message>
        <source>Signed off by %1, %2, but changed since</source>
        <translation>%1 승인(%2), 이후 변경됨</translation>
    </message>
    <message>
        <source>Signed off by %1, %2</source>
        <translation>%1 승인, %2</translation>
    </message>
    <message>
        <source>Releases the wafer, with your name and the figures, in its log</source>
        <translation>이름과 수치를 로그에 남기고 웨이퍼를 출하 승인합니다</translation>
    </message>
    <message>
        <source>Only QA may sign off: sign in first</source>
        <translation>승인은 품질 담당만 할 수 있습니다. 먼저 로그인하십시오</translation>
    </message>
    <message>
        <source>Load EL data to see where PL and EL disagree.</source>
        <translation>EL 데이터를 불러오면 PL과 EL이 다른 위치가 표시됩니다.</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::DensityPanel</name>
    <message>
        <source>%1 dies in the chart</source>
        <translation>차트의 다이 %1개</translation>
    </message>
    <message>
        <source>%1 selected dies in the chart</source>
        <translation>차트의 선택 다이 %1개</translation>
    </message>
    <message>
        <source>Layer to the right</source>
        <translation>가로축 레이어</translation>
    </message>
    <message>
        <source>Layer upwards</source>
        <translation>세로축 레이어</translation>
    </message>
    <message>
        <source>Drag a rectangle to select its dies</source>
        <translation>사각형을 끌어 다이를 선택하십시오</translation>
    </message>
    <message>
        <source>Scatter</source>
        <translation>산점도</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::DevicesPage</name>
    <message>
        <source>Open a tool file</source>
        <translation>장비 파일 열기</translation>
    </message>
    <message>
        <source>Tool files (*.toml)</source>
        <translation>장비 파일 (*.toml)</translation>
    </message>
    <message>
        <source>Save the tool file</source>
        <translation>장비 파일 저장</translation>
    </message>
    <message>
        <source>Simulated tool</source>
        <translation>모의 장비</translation>
    </message>
    <message>
        <source>Open...</source>
        <translation>열기...</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>시험</translation>
    </message>
    <message>
        <source>Asks every device of the saved tool file who it is. All lights go off.</source>
        <translation>저장된 장비 파일의 모든 장치에 식별 정보를 묻습니다. 모든 광원이 꺼집니다.</translation>
    </message>
    <message>
        <source>Save and use...</source>
        <translation>저장하고 사용...</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>All of driver %1</source>
        <translation>드라이버 %1 전체</translation>
    </message>
    <message>
        <source>built in</source>
        <translation>내장</translation>
    </message>
    <message>
        <source> (changed)</source>
        <translation> (변경됨)</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>응답함</translation>
    </message>
    <message>
        <source>NO ANSWER</source>
        <translation>응답 없음</translation>
    </message>
    <message>
        <source>%1 %2, serial %3, firmware %4</source>
        <translation>%1 %2, 일련번호 %3, 펌웨어 %4</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>드라이버</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::DiePanel</name>
    <message>
        <source>Click a die on the map.</source>
        <translation>맵에서 다이를 클릭하십시오.</translation>
    </message>
    <message>
        <source>Row %1, column %2 · x %3 mm, y %4 mm</source>
        <translation>행 %1, 열 %2 · x %3 mm, y %4 mm</translation>
    </message>
    <message>
        <source>no bin</source>
        <translation>빈 없음</translation>
    </message>
    <message>
        <source>pass</source>
        <translation>합격</translation>
    </message>
    <message>
        <source>fail</source>
        <translation>불합격</translation>
    </message>
    <message>
        <source>This wafer file holds no spectra.</source>
        <translation>이 웨이퍼 파일에는 스펙트럼이 없습니다.</translation>
    </message>
    <message>
        <source>No spectrum was taken of this die. &lt;a href=&quot;nearest&quot; style=&quot;color:%4&quot;&gt;The nearest lies %1 mm away: row %2, column %3&lt;/a&gt;</source>
        <translation>이 다이의 스펙트럼은 없습니다. &lt;a href=&quot;nearest&quot; style=&quot;color:%4&quot;&gt;가장 가까운 것은 %1 mm 떨어진 행 %2, 열 %3입니다&lt;/a&gt;</translation>
    </message>
    <message>
        <source>Folder of the recording</source>
        <translation>기록 폴더</translation>
    </message>
    <message>
        <source>The tiles of this wafer are not at hand. Where a recording of it was kept, choose its folder.</source>
        <translation>이 웨이퍼의 타일 영상이 없습니다. 기록이 보관되어 있으면 그 폴더를 선택하십시오.</translation>
    </message>
    <message>
        <source>No tile of the recording shows this die.</source>
        <translation>이 다이가 나온 타일이 기록에 없습니다.</translation>
    </message>
    <message>
        <source>From %1</source>
        <translation>출처: %1</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>수치</translation>
    </message>
    <message>
        <source>Spectrum</source>
        <translation>스펙트럼</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>영상</translation>
    </message>
    <message>
        <source>Numbers of the die</source>
        <translation>다이의 수치</translation>
    </message>
    <message>
        <source>Spectrum of the die</source>
        <translation>다이의 스펙트럼</translation>
    </message>
    <message>
        <source>Picture of the die</source>
        <translation>다이의 영상</translation>
    </message>
    <message>
        <source>Choose the recording...</source>
        <translation>기록 선택...</translation>
    </message>
    <message>
        <source>Wavelength (nm)</source>
        <translation>파장 (nm)</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>카운트</translation>
    </message>
    <message>
        <source>Die</source>
        <translation>다이</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::DifferenceTable</name>
    <message>
        <source>Open a wafer to compare with the recipe that it was judged by.</source>
        <translation>웨이퍼를 열면 그 판정에 쓰인 레시피와 비교합니다.</translation>
    </message>
    <message>
        <source>The draft is the recipe of the opened wafer.</source>
        <translation>초안이 열린 웨이퍼의 레시피와 같습니다.</translation>
    </message>
    <message>
        <source>%1 settings differ from the recipe of the opened wafer.</source>
        <translation>열린 웨이퍼의 레시피와 다른 항목 %1개.</translation>
    </message>
    <message>
        <source>Only what differs</source>
        <translation>다른 항목만</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>Wafer</source>
        <translation>웨이퍼</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>초안</translation>
    </message>
    <message>
        <source>Draft beside the recipe of the opened wafer</source>
        <translation>열린 웨이퍼의 레시피와 초안 비교</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::DisagreementModel</name>
    <message>
        <source>escape</source>
        <translation>미검</translation>
    </message>
    <message>
        <source>overkill</source>
        <translation>과검</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>행</translation>
    </message>
    <message>
        <source>Col</source>
        <translation>열</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>빈</translation>
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
        <translation>양쪽 양품</translation>
    </message>
    <message>
        <source>Bad by both</source>
        <translation>양쪽 불량</translation>
    </message>
    <message>
        <source>Overkill</source>
        <translation>과검</translation>
    </message>
    <message>
        <source>Escapes</source>
        <translation>미검</translation>
    </message>
    <message>
        <source>Choose a row to see the die on the map; a click on the map opens the die in the review.</source>
        <translation>행을 고르면 맵에 다이를 표시하고, 맵을 클릭하면 검토 화면에서 엽니다.</translation>
    </message>
    <message>
        <source>Open in the review</source>
        <translation>검토에서 열기</translation>
    </message>
    <message>
        <source>Dies on which PL and EL disagree</source>
        <translation>PL과 EL 판정이 다른 다이</translation>
    </message>
    <message>
        <source>Map of verdicts by PL and EL</source>
        <translation>PL·EL 판정 맵</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::FiguresPanel</name>
    <message>
        <source>%1 of %2 dies judged alike</source>
        <translation>다이 %2개 중 %1개 판정 일치</translation>
    </message>
    <message>
        <source>%1 of %2 good dies rejected</source>
        <translation>양품 %2개 중 %1개 불합격</translation>
    </message>
    <message>
        <source>%1 of %2 bad dies passed</source>
        <translation>불량 %2개 중 %1개 합격</translation>
    </message>
    <message>
        <source>%1 bad of %2 passed dies</source>
        <translation>합격 %2개 중 불량 %1개</translation>
    </message>
    <message>
        <source>mean of bad dies rejected and good dies passed</source>
        <translation>불량 검출률과 양품 합격률의 평균</translation>
    </message>
    <message>
        <source>Matthews correlation, -1 to 1</source>
        <translation>매슈스 상관계수, -1~1</translation>
    </message>
    <message>
        <source>95 %: %1 to %2</source>
        <translation>95 %: %1 ~ %2</translation>
    </message>
    <message>
        <source>%1 EL records. Not counted: %2 off the wafer, %3 replaced by a retest, %4 of dies without a bin, %5 without a verdict.</source>
        <translation>EL 기록 %1개. 제외: 웨이퍼 밖 %2, 재측정으로 대체 %3, 빈 없는 다이 %4, 판정 없음 %5.</translation>
    </message>
    <message>
        <source>%1 dies that the model has learnt from are left out.</source>
        <translation>모델 학습에 쓰인 다이 %1개는 제외했습니다.</translation>
    </message>
    <message>
        <source>Intervals allow for clusters: blocks of %1 × %1 dies were drawn, not single dies.</source>
        <translation>신뢰구간은 군집을 고려합니다: 다이 하나가 아니라 %1 × %1 블록을 추출했습니다.</translation>
    </message>
    <message>
        <source>Intervals are exact binomial ones.</source>
        <translation>신뢰구간은 정확 이항 구간입니다.</translation>
    </message>
    <message>
        <source>Agreement of PL with EL</source>
        <translation>PL과 EL의 일치도</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>정확도</translation>
    </message>
    <message>
        <source>Overkill</source>
        <translation>과검</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>미검</translation>
    </message>
    <message>
        <source>Escapes among passed dies</source>
        <translation>합격 다이 중 미검</translation>
    </message>
    <message>
        <source>Balanced accuracy</source>
        <translation>균형 정확도</translation>
    </message>
    <message>
        <source>MCC</source>
        <translation>MCC</translation>
    </message>
    <message>
        <source>Kappa</source>
        <translation>카파</translation>
    </message>
    <message>
        <source>chance taken out, at most 1</source>
        <translation>우연을 제외한 일치도, 최대 1</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::FindingPanel</name>
    <message>
        <source>None was found.</source>
        <translation>검출된 항목이 없습니다.</translation>
    </message>
    <message>
        <source>%1 found, the %2 largest of them listed. A click shows one.</source>
        <translation>%1개 검출, 큰 순서로 %2개 표시. 클릭하면 표시합니다.</translation>
    </message>
    <message>
        <source>%1 found. A click shows one.</source>
        <translation>%1개 검출. 클릭하면 표시합니다.</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>분류</translation>
    </message>
    <message>
        <source>Dies</source>
        <translation>다이</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>행</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>열</translation>
    </message>
    <message>
        <source>x, y (mm)</source>
        <translation>x, y (mm)</translation>
    </message>
    <message>
        <source>Size (µm)</source>
        <translation>크기 (µm)</translation>
    </message>
    <message>
        <source>Kind of finding</source>
        <translation>검출 종류</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>검출 항목</translation>
    </message>
    <message>
        <source>fail</source>
        <translation>불합격</translation>
    </message>
    <message>
        <source>pass</source>
        <translation>합격</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>Row, column</source>
        <translation>행, 열</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>이유</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::GalleryDelegate</name>
    <message>
        <source>fail</source>
        <translation>불합격</translation>
    </message>
    <message>
        <source>pass</source>
        <translation>합격</translation>
    </message>
    <message>
        <source>row %1, column %2</source>
        <translation>행 %1, 열 %2</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::GalleryModel</name>
    <message>
        <source>%1, row %2, column %3</source>
        <translation>%1, 행 %2, 열 %3</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::GalleryPanel</name>
    <message>
        <source>All classes (%1)</source>
        <translation>모든 분류 (%1)</translation>
    </message>
    <message>
        <source>The pictures are being read.</source>
        <translation>사진을 읽는 중입니다.</translation>
    </message>
    <message>
        <source>This wafer file has no pictures of dies: it was inspected without a channel of reflected light, by an earlier version, or nothing was found.</source>
        <translation>이 웨이퍼 파일에는 다이 사진이 없습니다. 반사광 채널 없이 또는 이전 버전으로 검사했거나, 검출된 것이 없습니다.</translation>
    </message>
    <message>
        <source>From the left: %1. Worst first; a click shows the die on the map.</source>
        <translation>왼쪽부터 %1. 가장 나쁜 것부터이며, 클릭하면 맵에 다이가 표시됩니다.</translation>
    </message>
    <message>
        <source>Class of the dies shown</source>
        <translation>표시할 다이의 분류</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>갤러리</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::GoldenRegions</name>
    <message>
        <source>Draw a new region</source>
        <translation>새 영역 그리기</translation>
    </message>
    <message>
        <source>Draw &apos;%1&apos; anew</source>
        <translation>&apos;%1&apos; 다시 그리기</translation>
    </message>
    <message>
        <source>Open a wafer that was inspected in reflected light: its golden die is shown here, and regions can be drawn over it.</source>
        <translation>반사광으로 검사한 웨이퍼를 여십시오. 기준 다이가 여기에 표시되고 그 위에 영역을 그릴 수 있습니다.</translation>
    </message>
    <message>
        <source>What the wafer&apos;s dies show by themselves is tinted. Drag the mouse over the picture to say what a rectangle is instead; its kind stands in the table below.</source>
        <translation>웨이퍼의 다이에서 찾은 영역은 색으로 표시됩니다. 그림 위에서 마우스를 끌면 그 사각형을 다른 종류로 지정합니다. 종류는 아래 표에서 정합니다.</translation>
    </message>
    <message>
        <source>Golden die</source>
        <translation>기준 다이</translation>
    </message>
    <message>
        <source>Show regions</source>
        <translation>영역 표시</translation>
    </message>
    <message>
        <source>What the next rectangle is for</source>
        <translation>다음 사각형의 용도</translation>
    </message>
    <message>
        <source>Golden die with its regions</source>
        <translation>영역이 표시된 기준 다이</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::GroupsPanel</name>
    <message>
        <source>centre</source>
        <translation>중심</translation>
    </message>
    <message>
        <source>middle</source>
        <translation>중간</translation>
    </message>
    <message>
        <source>edge</source>
        <translation>가장자리</translation>
    </message>
    <message>
        <source>right</source>
        <translation>오른쪽</translation>
    </message>
    <message>
        <source>top</source>
        <translation>위</translation>
    </message>
    <message>
        <source>left</source>
        <translation>왼쪽</translation>
    </message>
    <message>
        <source>bottom</source>
        <translation>아래</translation>
    </message>
    <message>
        <source>in clusters</source>
        <translation>클러스터 내</translation>
    </message>
    <message>
        <source>isolated</source>
        <translation>단독</translation>
    </message>
    <message>
        <source>beside clusters</source>
        <translation>클러스터 인접</translation>
    </message>
    <message>
        <source>elsewhere</source>
        <translation>그 외</translation>
    </message>
    <message>
        <source>Rings of a third of the usable radius each, cut into four sectors; the notch or flat is at the bottom.</source>
        <translation>유효 반경을 3등분한 고리를 4개 구역으로 나눔; 노치나 플랫은 아래쪽.</translation>
    </message>
    <message>
        <source>Dies of each PL bin. A bin that passes has escapes only, one that fails overkill only.</source>
        <translation>PL 빈별 다이. 합격 빈에는 미검만, 불합격 빈에는 과검만 있습니다.</translation>
    </message>
    <message>
        <source>Failing dies in groups of five and more, smaller ones, passing dies beside a group, and all others.</source>
        <translation>5개 이상 뭉친 불량, 더 작은 불량, 뭉치 옆의 합격 다이, 나머지.</translation>
    </message>
    <message>
        <source>By zone</source>
        <translation>구역별</translation>
    </message>
    <message>
        <source>By bin</source>
        <translation>빈별</translation>
    </message>
    <message>
        <source>By cluster</source>
        <translation>클러스터별</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>그룹</translation>
    </message>
    <message>
        <source>Dies</source>
        <translation>다이</translation>
    </message>
    <message>
        <source>Overkill (95 %)</source>
        <translation>과검 (95 %)</translation>
    </message>
    <message>
        <source>Escape (95 %)</source>
        <translation>미검 (95 %)</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>정확도</translation>
    </message>
    <message>
        <source>Agreement of PL with EL by group</source>
        <translation>그룹별 PL·EL 일치도</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::HistogramPanel</name>
    <message>
        <source>The layer is being read.</source>
        <translation>레이어를 읽는 중입니다.</translation>
    </message>
    <message>
        <source>%1 dies · median %2 · sigma %3</source>
        <translation>다이 %1개 · 중앙값 %2 · 시그마 %3</translation>
    </message>
    <message>
        <source>mean %1, least %2, greatest %3</source>
        <translation>평균 %1, 최소 %2, 최대 %3</translation>
    </message>
    <message>
        <source>%1 dies outside of the chart</source>
        <translation>차트 밖 다이 %1개</translation>
    </message>
    <message>
        <source>log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>Dies</source>
        <translation>다이</translation>
    </message>
    <message>
        <source>Counts on a logarithmic scale</source>
        <translation>로그 눈금으로 표시</translation>
    </message>
    <message>
        <source>Drag over values to select their dies</source>
        <translation>값 범위를 끌어 다이를 선택하십시오</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>히스토그램</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::LampList</name>
    <message>
        <source>not asked</source>
        <translation>미확인</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>준비됨</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>느림</translation>
    </message>
    <message>
        <source>fault</source>
        <translation>고장</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>스테이지</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>Spectrometer</source>
        <translation>분광기</translation>
    </message>
    <message>
        <source>Filter wheel</source>
        <translation>필터 휠</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::LearnPanel</name>
    <message>
        <source>Only engineers may change recipes: sign in first</source>
        <translation>레시피는 엔지니어만 바꿀 수 있습니다. 먼저 로그인하십시오</translation>
    </message>
    <message>
        <source>The recipe&apos;s own rules</source>
        <translation>레시피 자체 규칙</translation>
    </message>
    <message>
        <source>Learnt thresholds</source>
        <translation>학습된 임계값</translation>
    </message>
    <message>
        <source>A logistic model</source>
        <translation>로지스틱 모델</translation>
    </message>
    <message>
        <source>A random forest</source>
        <translation>랜덤 포레스트</translation>
    </message>
    <message>
        <source>Boosted trees</source>
        <translation>부스팅 트리</translation>
    </message>
    <message>
        <source>No gain: keep the rules. Too few dies to tell a difference.</source>
        <translation>이득 없음: 규칙을 유지하십시오. 차이를 판단하기에 다이가 너무 적습니다.</translation>
    </message>
    <message>
        <source>Gain on unseen dies.</source>
        <translation>학습하지 않은 다이에서 이득이 있습니다.</translation>
    </message>
    <message>
        <source>No gain: keep the rules.</source>
        <translation>이득 없음: 규칙을 유지하십시오.</translation>
    </message>
    <message>
        <source>The model saves %1 in mistakes for 1,000 dies (95 % confidence: %2 to %3).</source>
        <translation>모델은 다이 1,000개당 오판 비용을 %1 줄입니다(95 % 신뢰 구간: %2~%3).</translation>
    </message>
    <message>
        <source>Apply all the same</source>
        <translation>그래도 적용</translation>
    </message>
    <message>
        <source>Nothing did better than the recipe&apos;s own rules.</source>
        <translation>레시피 자체 규칙보다 나은 것이 없었습니다.</translation>
    </message>
    <message>
        <source>Best in cross-validation: %1, from %2 dies. On the dies that it has not seen:</source>
        <translation>교차 검증 최적: %1, 다이 %2개로 학습. 학습하지 않은 다이에서의 결과:</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>규칙</translation>
    </message>
    <message>
        <source>Learnt</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>%1 (%2 dies)</source>
        <translation>%1 (다이 %2개)</translation>
    </message>
    <message>
        <source>What the verdicts rest on, most first: %1</source>
        <translation>판정 근거(중요한 순): %1</translation>
    </message>
    <message>
        <source>Learn from EL</source>
        <translation>EL로 학습</translation>
    </message>
    <message>
        <source>Half of the wafer, in blocks of neighbours, teaches; the other half judges. Nothing changes until you apply it.</source>
        <translation>웨이퍼 절반을 이웃 블록 단위로 학습에 쓰고 나머지 절반으로 평가합니다. 적용하기 전에는 아무것도 바뀌지 않습니다.</translation>
    </message>
    <message>
        <source>Price of a bad die passed</source>
        <translation>불량 통과 비용</translation>
    </message>
    <message>
        <source>Price of a good die rejected</source>
        <translation>양품 폐기 비용</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>Apply to the wafer</source>
        <translation>웨이퍼에 적용</translation>
    </message>
    <message>
        <source>Verdicts by</source>
        <translation>판정 방식</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>정확도</translation>
    </message>
    <message>
        <source>Overkill</source>
        <translation>과검</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>미검</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Progress of learning</source>
        <translation>학습 진행률</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::ListForm</name>
    <message>
        <source>Takes this out of the row</source>
        <translation>이 항목을 행에서 뺍니다</translation>
    </message>
    <message>
        <source>Take out: %1</source>
        <translation>빼기: %1</translation>
    </message>
    <message>
        <source>Asked from the top; only what a row sets is shown.</source>
        <translation>위에서부터 차례로 적용하며, 행에서 정한 것만 표시합니다.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Add a condition</source>
        <translation>조건 추가</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::LogPage</name>
    <message>
        <source>This session</source>
        <translation>이번 세션</translation>
    </message>
    <message>
        <source>History of the opened wafer</source>
        <translation>열린 웨이퍼의 이력</translation>
    </message>
    <message>
        <source>All</source>
        <translation>모두</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>경고와 오류</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>심각도</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>출처</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>User</source>
        <translation>사용자</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>작업</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>세부 내용</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>정보</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>경고</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>감사 로그</translation>
    </message>
    <message>
        <source>Show only lines with these words</source>
        <translation>이 단어가 있는 행만 표시</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>Line %1 of the audit log was changed, or lines before it were removed.</source>
        <translation>감사 로그 %1행이 바뀌었거나 그 앞의 행이 삭제되었습니다.</translation>
    </message>
    <message numerus="yes">
        <source>The audit log is whole: %n entries.</source>
        <translation>
            <numerusform>감사 로그가 온전합니다: 항목 %n개.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>waferglow::gui::MainWindow</name>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>검토</translation>
    </message>
    <message>
        <source>Correlation</source>
        <translation>상관</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>레시피</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>교정</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>No wafer</source>
        <translation>웨이퍼 없음</translation>
    </message>
    <message>
        <source>Open a wafer file, or drop one on the window</source>
        <translation>웨이퍼 파일을 열거나 창에 끌어다 놓으십시오</translation>
    </message>
    <message>
        <source>%1 · %2 mm · %3 dies · %4</source>
        <translation>%1 · %2 mm · 다이 %3개 · %4</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>incomplete scan</source>
        <translation>미완료 스캔</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>중지하고 닫기</translation>
    </message>
    <message>
        <source>Stopping safely; the window closes by itself.</source>
        <translation>안전하게 중지하는 중입니다. 창은 자동으로 닫힙니다.</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Open...</source>
        <translation>열기(&amp;O)...</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>최근 파일(&amp;R)</translation>
    </message>
    <message>
        <source>Re&amp;load</source>
        <translation>다시 읽기(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Print page...</source>
        <translation>페이지 인쇄(&amp;P)...</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>끝내기(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>편집(&amp;E)</translation>
    </message>
    <message>
        <source>Copy &amp;picture of the page</source>
        <translation>페이지 그림 복사(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Dark theme</source>
        <translation>어두운 테마(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>언어(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>키보드 단축키(&amp;K)</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>키보드 단축키</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>키</translation>
    </message>
    <message>
        <source>What they do</source>
        <translation>기능</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>사용자</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>작업자</translation>
    </message>
    <message>
        <source>Engineer</source>
        <translation>엔지니어</translation>
    </message>
    <message>
        <source>QA</source>
        <translation>품질</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Sign out, users</source>
        <translation>로그아웃·사용자</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>로그인</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>사용자(&amp;U)</translation>
    </message>
    <message>
        <source>Sign &amp;in, users</source>
        <translation>로그인·사용자(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>배치 초기화(&amp;R)</translation>
    </message>
    <message>
        <source>Module</source>
        <translation>모듈</translation>
    </message>
    <message>
        <source>Opens with the file of a display module</source>
        <translation>디스플레이 모듈 파일을 열면 사용할 수 있습니다</translation>
    </message>
    <message>
        <source>Open a file</source>
        <translation>파일 열기</translation>
    </message>
    <message>
        <source>Wafers and modules (*.h5);;All files (*)</source>
        <translation>웨이퍼와 모듈 (*.h5);;모든 파일 (*)</translation>
    </message>
    <message>
        <source>%1 · %2 × %3 pixels · %4</source>
        <translation>%1 · %2 × %3 픽셀 · %4</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::MapPanel</name>
    <message>
        <source>Test structure</source>
        <translation>테스트 구조</translation>
    </message>
    <message>
        <source>Alignment mark</source>
        <translation>정렬 마크</translation>
    </message>
    <message>
        <source>Bins</source>
        <translation>빈</translation>
    </message>
    <message>
        <source>Open a wafer file (Ctrl+O), or drop one here.</source>
        <translation>웨이퍼 파일을 열거나(Ctrl+O) 여기에 끌어다 놓으십시오.</translation>
    </message>
    <message>
        <source>x %1 mm   y %2 mm</source>
        <translation>x %1 mm   y %2 mm</translation>
    </message>
    <message>
        <source>no die here</source>
        <translation>다이 없음</translation>
    </message>
    <message>
        <source>row %1   col %2</source>
        <translation>행 %1   열 %2</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>데이터 없음</translation>
    </message>
    <message>
        <source>no bin</source>
        <translation>빈 없음</translation>
    </message>
    <message>
        <source>Move the map</source>
        <translation>맵 이동</translation>
    </message>
    <message>
        <source>Select a rectangle</source>
        <translation>사각형 선택</translation>
    </message>
    <message>
        <source>Select with a lasso</source>
        <translation>올가미 선택</translation>
    </message>
    <message>
        <source>Clear the selection</source>
        <translation>선택 해제</translation>
    </message>
    <message>
        <source>Show the whole wafer</source>
        <translation>웨이퍼 전체 보기</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>확대</translation>
    </message>
    <message>
        <source>Reduce</source>
        <translation>축소</translation>
    </message>
    <message>
        <source>Turn by 90 degrees</source>
        <translation>90도 회전</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>좌우 반전</translation>
    </message>
    <message>
        <source>Mean and outliers</source>
        <translation>평균과 이상값</translation>
    </message>
    <message>
        <source>Lowest</source>
        <translation>최솟값</translation>
    </message>
    <message>
        <source>Highest</source>
        <translation>최댓값</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>0.5 to 99.5 %</source>
        <translation>0.5~99.5 %</translation>
    </message>
    <message>
        <source>2 to 98 %</source>
        <translation>2~98 %</translation>
    </message>
    <message>
        <source>All values</source>
        <translation>모든 값</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>수동</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>Colour map</source>
        <translation>색상표</translation>
    </message>
    <message>
        <source>What a pixel of many dies shows</source>
        <translation>여러 다이가 겹친 픽셀의 표시값</translation>
    </message>
    <message>
        <source>Limits of the colour scale</source>
        <translation>색상 눈금 한계</translation>
    </message>
    <message>
        <source>Lower limit</source>
        <translation>하한</translation>
    </message>
    <message>
        <source>Upper limit</source>
        <translation>상한</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::MessageBar</name>
    <message>
        <source>Close this message; the log keeps it</source>
        <translation>메시지 닫기(로그에 남음)</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::ModuleFigures</name>
    <message>
        <source>Figures</source>
        <translation>수치</translation>
    </message>
    <message>
        <source>Limits of the recipe</source>
        <translation>레시피 한계</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Sub-pixels</source>
        <translation>서브픽셀</translation>
    </message>
    <message>
        <source>Faults by class</source>
        <translation>결함 등급별 수</translation>
    </message>
    <message>
        <source>Type 1: pixels always bright</source>
        <translation>유형 1: 항상 밝은 픽셀</translation>
    </message>
    <message>
        <source>Type 2: pixels always dark</source>
        <translation>유형 2: 항상 어두운 픽셀</translation>
    </message>
    <message>
        <source>Type 3: sub-pixels bright</source>
        <translation>유형 3: 밝은 서브픽셀</translation>
    </message>
    <message>
        <source>Type 3: sub-pixels dark</source>
        <translation>유형 3: 어두운 서브픽셀</translation>
    </message>
    <message>
        <source>Clusters of types 1 and 2, of type 3</source>
        <translation>클러스터: 유형 1·2, 유형 3</translation>
    </message>
    <message>
        <source>Uniformity of %1</source>
        <translation>%1 균일도</translation>
    </message>
    <message>
        <source>Least over greatest of 9 points</source>
        <translation>9점 최소/최대</translation>
    </message>
    <message>
        <source>Spread of healthy sub-pixels</source>
        <translation>정상 서브픽셀의 산포</translation>
    </message>
    <message>
        <source>5th and 95th percentile over mean</source>
        <translation>평균 대비 5·95 백분위</translation>
    </message>
    <message>
        <source>Largest step of blocks</source>
        <translation>블록 간 최대 단차</translation>
    </message>
    <message>
        <source>Largest difference of colour, u&apos;v&apos;</source>
        <translation>최대 색차 u&apos;v&apos;</translation>
    </message>
    <message>
        <source>Gray response of %1</source>
        <translation>%1 계조 응답</translation>
    </message>
    <message>
        <source>Gamma, median</source>
        <translation>감마 중앙값</translation>
    </message>
    <message>
        <source>Spread of gamma</source>
        <translation>감마 산포</translation>
    </message>
    <message>
        <source>Distance from the line, median</source>
        <translation>직선과의 차이(중앙값)</translation>
    </message>
    <message>
        <source>Unevenness of low gray alone</source>
        <translation>저계조만의 불균일</translation>
    </message>
    <message>
        <source>White and black</source>
        <translation>백색과 흑색</translation>
    </message>
    <message>
        <source>White point x, y</source>
        <translation>백색점 x, y</translation>
    </message>
    <message>
        <source>White</source>
        <translation>백색</translation>
    </message>
    <message>
        <source>White point</source>
        <translation>백색점</translation>
    </message>
    <message>
        <source>not measurable</source>
        <translation>측정 불가</translation>
    </message>
    <message>
        <source>Contrast ratio</source>
        <translation>명암비</translation>
    </message>
    <message>
        <source>Spread before and after demura</source>
        <translation>디무라 전후 산포</translation>
    </message>
    <message>
        <source>%1 to %2, %3 clipped, %4 left alone</source>
        <translation>%1 → %2, 제한 %3, 제외 %4</translation>
    </message>
    <message>
        <source>How it was measured</source>
        <translation>측정 방법</translation>
    </message>
    <message>
        <source>Camera pixels a pixel</source>
        <translation>픽셀당 카메라 픽셀</translation>
    </message>
    <message>
        <source>Residual of the lattice</source>
        <translation>격자 잔차</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>흐림</translation>
    </message>
    <message>
        <source>Rotation</source>
        <translation>회전</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>배율</translation>
    </message>
    <message>
        <source>Distortion k1</source>
        <translation>왜곡 k1</translation>
    </message>
    <message>
        <source>Steps left between tiles</source>
        <translation>타일 간 남은 단차</translation>
    </message>
    <message>
        <source>one tile a pattern</source>
        <translation>패턴당 타일 1개</translation>
    </message>
    <message>
        <source>Spread of %1</source>
        <translation>%1 산포</translation>
    </message>
    <message>
        <source>Share of good ones</source>
        <translation>양호 비율</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::ModuleLists</name>
    <message>
        <source>None found.</source>
        <translation>검출된 항목이 없습니다.</translation>
    </message>
    <message>
        <source>%1 found. A click shows one.</source>
        <translation>%1개 검출. 클릭하면 표시합니다.</translation>
    </message>
    <message>
        <source>%1 more are not listed; the export &apos;faults&apos; has them all.</source>
        <translation>%1개는 목록에 없습니다. 내보내기 &apos;faults&apos;에는 모두 있습니다.</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>행</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>열</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>색</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>빈</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>상대 밝기</translation>
    </message>
    <message>
        <source>In black</source>
        <translation>흑 화면</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>라인</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>From–to</source>
        <translation>범위</translation>
    </message>
    <message>
        <source>Contrast (%)</source>
        <translation>대비 (%)</translation>
    </message>
    <message>
        <source>SNR</source>
        <translation>SNR</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>위치(앞)</translation>
    </message>
    <message>
        <source>Step (%)</source>
        <translation>단차 (%)</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Col.</source>
        <translation>열</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
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
        <translation>결함</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>라인</translation>
    </message>
    <message>
        <source>Seams</source>
        <translation>이음매</translation>
    </message>
    <message>
        <source>Uneven light</source>
        <translation>무라</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>수치</translation>
    </message>
    <message>
        <source>Light: over the healthy neighbours of the same colour. In black: over the mean of the colour at full gray.</source>
        <translation>상대 밝기: 같은 색의 정상 이웃 대비. 흑 화면: 최대 계조에서 그 색의 평균 대비.</translation>
    </message>
    <message>
        <source>Size: sigma in pixels. C: contrast at the peak.</source>
        <translation>크기: 시그마(픽셀). C: 정점의 대비.</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::ModuleMapPanel</name>
    <message>
        <source>All colours</source>
        <translation>모든 색</translation>
    </message>
    <message>
        <source>All patterns</source>
        <translation>모든 패턴</translation>
    </message>
    <message>
        <source>relative</source>
        <translation>상대값</translation>
    </message>
    <message>
        <source>Move the cursor over the module: row, column, sub-pixel, bin and value</source>
        <translation>모듈 위로 커서를 옮기면 행, 열, 서브픽셀, 빈, 값이 표시됩니다</translation>
    </message>
    <message>
        <source>Row %1, column %2, %3: %4</source>
        <translation>행 %1, 열 %2, %3: %4</translation>
    </message>
    <message>
        <source>%1 (relative)</source>
        <translation>%1 (상대값)</translation>
    </message>
    <message>
        <source>Show the whole module</source>
        <translation>모듈 전체 보기</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>확대</translation>
    </message>
    <message>
        <source>Reduce</source>
        <translation>축소</translation>
    </message>
    <message>
        <source>Turn by 90 degrees</source>
        <translation>90도 회전</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>좌우 반전</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>표시 내용</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>패턴</translation>
    </message>
    <message>
        <source>Sub-pixel</source>
        <translation>서브픽셀</translation>
    </message>
    <message>
        <source>After demura</source>
        <translation>디무라 적용 후</translation>
    </message>
    <message>
        <source>Luminance of patterns that have a demura table, with its gains; same colour scale</source>
        <translation>디무라 표가 있는 패턴의 휘도에 이득을 적용해 표시합니다. 색상 눈금은 같습니다</translation>
    </message>
    <message>
        <source>Mark faults and mura</source>
        <translation>결함과 무라 표시</translation>
    </message>
    <message>
        <source>Picture of the module</source>
        <translation>모듈 그림</translation>
    </message>
    <message>
        <source>Open the file of a display module, or drop one on the window</source>
        <translation>디스플레이 모듈 파일을 열거나 창에 끌어다 놓으십시오</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::ModulePage</name>
    <message>
        <source>Enlarge, reduce, show the whole module</source>
        <translation>확대, 축소, 모듈 전체 보기</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>화살표 키</translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation>그림 이동</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::ProfilePanel</name>
    <message>
        <source>Angle from the right, counter-clockwise (°)</source>
        <translation>오른쪽 기준 반시계 각도 (°)</translation>
    </message>
    <message>
        <source>Distance from the centre (mm)</source>
        <translation>중심에서의 거리 (mm)</translation>
    </message>
    <message>
        <source>Along the radius</source>
        <translation>반경 방향</translation>
    </message>
    <message>
        <source>Along the angle</source>
        <translation>각도 방향</translation>
    </message>
    <message>
        <source>Direction of the profile</source>
        <translation>프로파일 방향</translation>
    </message>
    <message>
        <source>± 1 sigma</source>
        <translation>± 1 시그마</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>Selected dies</source>
        <translation>선택한 다이</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>프로파일</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::RecipePage</name>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>시작 기준</translation>
    </message>
    <message>
        <source>The program&apos;s own values</source>
        <translation>프로그램 기본값</translation>
    </message>
    <message>
        <source>The recipe of the opened wafer</source>
        <translation>열린 웨이퍼의 레시피</translation>
    </message>
    <message>
        <source>This recipe without its learnt model</source>
        <translation>학습 모델을 뺀 이 레시피</translation>
    </message>
    <message>
        <source>Open...</source>
        <translation>열기...</translation>
    </message>
    <message>
        <source>Save...</source>
        <translation>저장...</translation>
    </message>
    <message>
        <source>Apply to the wafer</source>
        <translation>웨이퍼에 적용</translation>
    </message>
    <message>
        <source>Judges the dies of the opened wafer anew; no pixels are needed</source>
        <translation>열린 웨이퍼의 다이를 다시 판정합니다. 영상은 필요 없습니다</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>차이</translation>
    </message>
    <message>
        <source>The recipe as TOML</source>
        <translation>TOML 형식의 레시피</translation>
    </message>
    <message>
        <source>The recipe has changes that are not saved.</source>
        <translation>레시피에 저장하지 않은 변경이 있습니다.</translation>
    </message>
    <message>
        <source>Undo the last change of the recipe</source>
        <translation>레시피의 마지막 변경 취소</translation>
    </message>
    <message>
        <source>Save the recipe</source>
        <translation>레시피 저장</translation>
    </message>
    <message>
        <source>Open a recipe</source>
        <translation>레시피 열기</translation>
    </message>
    <message>
        <source>Recipes (*.toml);;All files (*)</source>
        <translation>레시피 (*.toml);;모든 파일 (*)</translation>
    </message>
    <message>
        <source>Recipes (*.toml)</source>
        <translation>레시피 (*.toml)</translation>
    </message>
    <message>
        <source>No wafer is open.</source>
        <translation>열린 웨이퍼가 없습니다.</translation>
    </message>
    <message>
        <source>Yield of the opened wafer %1, before %2</source>
        <translation>열린 웨이퍼의 수율 %1, 이전 %2</translation>
    </message>
    <message>
        <source>Yield of the opened wafer %1</source>
        <translation>열린 웨이퍼의 수율 %1</translation>
    </message>
    <message>
        <source>Draft, not saved to a file</source>
        <translation>초안, 파일로 저장 안 됨</translation>
    </message>
    <message>
        <source>with a learnt model</source>
        <translation>학습 모델 포함</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>변경됨</translation>
    </message>
    <message>
        <source>locked: sign in as an engineer to change it</source>
        <translation>잠김: 바꾸려면 엔지니어로 로그인하십시오</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::ReclassBar</name>
    <message>
        <source>Defect %1:</source>
        <translation>결함 %1:</translation>
    </message>
    <message>
        <source>Class:</source>
        <translation>분류:</translation>
    </message>
    <message>
        <source>Gives the defect this class. The file keeps who changed it and when; verdict and bins follow at once.</source>
        <translation>결함을 이 분류로 바꿉니다. 누가 언제 바꾸었는지 파일에 남고, 판정과 빈이 바로 따라 바뀝니다.</translation>
    </message>
    <message>
        <source>Classes are changed by engineers and QA: sign in as one of them.</source>
        <translation>분류는 엔지니어와 품질 담당이 바꿉니다. 해당 사용자로 로그인하십시오.</translation>
    </message>
    <message>
        <source>Change class</source>
        <translation>분류 변경</translation>
    </message>
    <message>
        <source>Class of the defect</source>
        <translation>결함의 분류</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::ReviewPage</name>
    <message>
        <source>Enlarge, reduce, show the whole wafer</source>
        <translation>확대, 축소, 웨이퍼 전체 보기</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>화살표 키</translation>
    </message>
    <message>
        <source>Move the map</source>
        <translation>맵 이동</translation>
    </message>
    <message>
        <source>Drag to move, select a rectangle, select with a lasso</source>
        <translation>끌어서 이동, 사각형 선택, 올가미 선택</translation>
    </message>
    <message>
        <source>Turn the map by 90 degrees, mirror it</source>
        <translation>맵 90도 회전, 좌우 반전</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Clear the selection</source>
        <translation>선택 해제</translation>
    </message>
    <message>
        <source>Undo and redo the tuning of bins</source>
        <translation>빈 조정 취소와 다시 실행</translation>
    </message>
    <message>
        <source>Copy the selected dies as a table</source>
        <translation>선택한 다이를 표로 복사</translation>
    </message>
    <message>
        <source>The tuned bins are not saved.</source>
        <translation>조정한 빈이 저장되지 않았습니다.</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::RunControls</name>
    <message>
        <source>Wafer ID</source>
        <translation>웨이퍼 ID</translation>
    </message>
    <message>
        <source>Type or scan</source>
        <translation>입력 또는 스캔</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>레시피</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>재개</translation>
    </message>
    <message>
        <source>Scan again</source>
        <translation>다시 스캔</translation>
    </message>
    <message>
        <source>Review the result</source>
        <translation>결과 검토</translation>
    </message>
    <message>
        <source>Next wafer</source>
        <translation>다음 웨이퍼</translation>
    </message>
    <message>
        <source>Abort</source>
        <translation>중단</translation>
    </message>
    <message>
        <source>%1 (built in)</source>
        <translation>%1 (내장)</translation>
    </message>
    <message>
        <source>%1 (can&apos;t be read)</source>
        <translation>%1 (읽을 수 없음)</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 중지</translation>
    </message>
    <message>
        <source>Ready to start.</source>
        <translation>시작할 준비가 되었습니다.</translation>
    </message>
    <message>
        <source>The scan is complete and stored.</source>
        <translation>스캔이 완료되어 저장되었습니다.</translation>
    </message>
    <message>
        <source>%1 (locked)</source>
        <translation>%1 (잠김)</translation>
    </message>
    <message>
        <source>%1 dies, %2 tiles, about %3</source>
        <translation>다이 %1개, 타일 %2개, 약 %3</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::RunFigures</name>
    <message>
        <source>While tiles land: dies that give at least half of the median&apos;s light. The yield proper is known after the last tile.</source>
        <translation>스캔 중: 중앙값의 절반 이상 빛나는 다이. 실제 수율은 마지막 타일 뒤에 나옵니다.</translation>
    </message>
    <message>
        <source>Dies measured</source>
        <translation>측정한 다이</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>남은 시간</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>Yield</source>
        <translation>수율</translation>
    </message>
    <message>
        <source>Yield so far (estimate)</source>
        <translation>현재 수율(추정)</translation>
    </message>
    <message>
        <source>%1 · x %2 mm, y %3 mm</source>
        <translation>%1 · x %2 mm, y %3 mm</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::RunPage</name>
    <message>
        <source>A scan is running. Closing stops it safely; it can be resumed later.</source>
        <translation>스캔 중입니다. 닫으면 안전하게 멈추며 나중에 재개할 수 있습니다.</translation>
    </message>
    <message>
        <source>Enter in the wafer ID</source>
        <translation>웨이퍼 ID 칸에서 Enter</translation>
    </message>
    <message>
        <source>Takes the ID and goes to Start</source>
        <translation>ID를 받고 시작으로 이동</translation>
    </message>
    <message>
        <source>No tool is set up: this is the simulated tool. An engineer chooses another on the Devices page.</source>
        <translation>설정된 장비가 없어 모의 장비를 씁니다. 엔지니어가 장치 페이지에서 바꿀 수 있습니다.</translation>
    </message>
    <message>
        <source>All devices are simulated.</source>
        <translation>모든 장치가 모의 장치입니다.</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::ScatterPanel</name>
    <message>
        <source>The EL data hold no intensity, so there is nothing to plot against PL.</source>
        <translation>EL 데이터에 강도가 없어 PL과 함께 그릴 것이 없습니다.</translation>
    </message>
    <message>
        <source>Pearson %1, Spearman %2; 95 % in brackets; %3 dies with both intensities</source>
        <translation>피어슨 %1, 스피어만 %2; 괄호는 95 % 구간; 두 강도가 모두 있는 다이 %3개</translation>
    </message>
    <message>
        <source>PL intensity, relative to healthy neighbours</source>
        <translation>PL 강도(정상 이웃 대비)</translation>
    </message>
    <message>
        <source>EL intensity</source>
        <translation>EL 강도</translation>
    </message>
    <message>
        <source>Overkill</source>
        <translation>과검</translation>
    </message>
    <message>
        <source>Escapes</source>
        <translation>미검</translation>
    </message>
    <message>
        <source>EL intensity against PL intensity</source>
        <translation>PL 강도 대비 EL 강도</translation>
    </message>
    <message>
        <source>All dies, by density</source>
        <translation>모든 다이(밀도)</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::SectionForm</name>
    <message>
        <source>Range: %1.</source>
        <translation>범위: %1.</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>Left to the data of each wafer</source>
        <translation>웨이퍼마다 데이터로 정함</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::SectionTable</name>
    <message>
        <source>Row %1, %2: %3</source>
        <translation>%1행, %2: %3</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>삭제</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::SelectionPanel</name>
    <message>
        <source>No dies selected</source>
        <translation>선택한 다이 없음</translation>
    </message>
    <message>
        <source>Draw on the map or drag over a chart, or choose below.</source>
        <translation>맵에 그리거나 차트를 끌거나 아래에서 고르십시오.</translation>
    </message>
    <message>
        <source>%1 dies selected</source>
        <translation>다이 %1개 선택</translation>
    </message>
    <message>
        <source>%1 of the wafer · their yield %2</source>
        <translation>웨이퍼의 %1 · 수율 %2</translation>
    </message>
    <message>
        <source>Next choice</source>
        <translation>다음 선택은</translation>
    </message>
    <message>
        <source>replaces the selection</source>
        <translation>선택을 대체</translation>
    </message>
    <message>
        <source>is added</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>is taken away</source>
        <translation>제외</translation>
    </message>
    <message>
        <source>keeps what is in both</source>
        <translation>교집합만 유지</translation>
    </message>
    <message>
        <source>Values of</source>
        <translation>값의 레이어</translation>
    </message>
    <message>
        <source>From</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>To</source>
        <translation>끝</translation>
    </message>
    <message>
        <source>Select range</source>
        <translation>범위 선택</translation>
    </message>
    <message>
        <source>Dies of bin</source>
        <translation>빈의 다이</translation>
    </message>
    <message>
        <source>Select bin</source>
        <translation>빈 선택</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>해제</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>표 복사</translation>
    </message>
    <message>
        <source>The selected dies with all their numbers, for a spreadsheet (Ctrl+Alt+C)</source>
        <translation>선택한 다이의 모든 수치를 스프레드시트용으로 (Ctrl+Alt+C)</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>선택</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::StackPanel</name>
    <message>
        <source>No picture of a good die: this wafer was not inspected in reflected light.</source>
        <translation>양품 다이 그림 없음: 이 웨이퍼는 반사광으로 검사하지 않았습니다.</translation>
    </message>
    <message>
        <source>%1 % of all defects in this class and those above</source>
        <translation>이 분류와 위 분류가 전체 결함의 %1 %</translation>
    </message>
    <message>
        <source>All</source>
        <translation>모두</translation>
    </message>
    <message>
        <source>Learnt from %1 dies; about %2 of the defects are false alarms of good dies.</source>
        <translation>다이 %1개에서 학습. 결함 중 약 %2개는 양품의 오검출로 예상됩니다.</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>분류</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>결함</translation>
    </message>
    <message>
        <source>Failing dies</source>
        <translation>불량 다이</translation>
    </message>
    <message>
        <source>Classes of defects</source>
        <translation>결함 분류</translation>
    </message>
    <message>
        <source>Positions of defects on the die</source>
        <translation>다이 위의 결함 위치</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>위치</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::ThresholdPanel</name>
    <message>
        <source>Load EL data to see what another threshold would do.</source>
        <translation>EL 데이터를 불러오면 임계값을 바꾼 결과를 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Rejecting below %1: overkill %2 (%3 dies), escape %4 (%5 dies), accuracy %6</source>
        <translation>%1 미만 불합격: 과검 %2 (다이 %3개), 미검 %4 (다이 %5개), 정확도 %6</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>미검</translation>
    </message>
    <message>
        <source>Overkill</source>
        <translation>과검</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>임계값</translation>
    </message>
    <message>
        <source>Bins</source>
        <translation>빈</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>선택</translation>
    </message>
    <message>
        <source>Threshold of the relative PL intensity</source>
        <translation>상대 PL 강도 임계값</translation>
    </message>
    <message>
        <source>Share, %</source>
        <translation>비율, %</translation>
    </message>
    <message>
        <source>Overkill, %</source>
        <translation>과검, %</translation>
    </message>
    <message>
        <source>Bad dies rejected, %</source>
        <translation>불량 검출, %</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>최적</translation>
    </message>
    <message>
        <source>The threshold at which most dies are judged as by EL</source>
        <translation>EL과 판정이 가장 많이 일치하는 임계값</translation>
    </message>
    <message>
        <source>Escape and overkill against the threshold</source>
        <translation>임계값에 따른 미검과 과검</translation>
    </message>
    <message>
        <source>Bad dies rejected against overkill</source>
        <translation>과검 대비 불량 검출</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::TunerPanel</name>
    <message>
        <source>Judges all dies by these thresholds and writes bins and recipe into the file</source>
        <translation>이 임계값으로 모든 다이를 판정하고 빈과 레시피를 파일에 저장합니다</translation>
    </message>
    <message>
        <source>Bins are changed by engineers and QA: sign in as one of them.</source>
        <translation>빈은 엔지니어와 품질 담당만 바꿀 수 있습니다. 해당 계정으로 로그인하십시오.</translation>
    </message>
    <message>
        <source>This wafer file has no bins.</source>
        <translation>이 웨이퍼 파일에는 빈이 없습니다.</translation>
    </message>
    <message>
        <source>The layers of the bins are being read.</source>
        <translation>빈의 레이어를 읽는 중입니다.</translation>
    </message>
    <message>
        <source>yield</source>
        <translation>수율</translation>
    </message>
    <message>
        <source>yield, %1 %2 points; %3 dies change their verdict</source>
        <translation>수율, %1 %2 포인트; 다이 %3개의 판정이 바뀜</translation>
    </message>
    <message>
        <source>from one row and column in %1</source>
        <translation>행·열 %1개마다 하나씩 계산</translation>
    </message>
    <message>
        <source>dead below</source>
        <translation>사망 기준 미만</translation>
    </message>
    <message>
        <source>leaky: ratio below</source>
        <translation>누설: 비율 미만</translation>
    </message>
    <message>
        <source>weak below</source>
        <translation>약함 기준 미만</translation>
    </message>
    <message>
        <source>covered: ratio above</source>
        <translation>가림: 비율 초과</translation>
    </message>
    <message>
        <source>wavelength off by</source>
        <translation>파장 편차</translation>
    </message>
    <message>
        <source>nonuniform above</source>
        <translation>불균일 기준 초과</translation>
    </message>
    <message>
        <source>bright above</source>
        <translation>과다 밝기 기준 초과</translation>
    </message>
    <message>
        <source>%1 below</source>
        <translation>%1 미만</translation>
    </message>
    <message>
        <source>%1 above</source>
        <translation>%1 초과</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>초기화</translation>
    </message>
    <message>
        <source>Save bins</source>
        <translation>빈 저장</translation>
    </message>
    <message>
        <source>A model learnt from EL decides here; the thresholds of the rules are part of what it learnt and stay. What you can move is from which probability of failing it rejects.</source>
        <translation>이 웨이퍼는 EL로 학습한 모델이 판정합니다. 규칙의 임계값은 학습의 일부이므로 그대로 둡니다. 여기서는 불합격 처리할 불량 확률만 바꿀 수 있습니다.</translation>
    </message>
    <message>
        <source>A model learnt from EL decides here, and it knows only pass and fail: there is nothing to move. On the Recipe page, Start from &gt; This recipe without its learnt model gives the rules back.</source>
        <translation>이 웨이퍼는 EL로 학습한 모델이 판정하며, 이 모델은 합격과 불합격만 구분하므로 조정할 것이 없습니다. 레시피 화면에서 시작 기준 &gt; 학습 모델을 뺀 이 레시피를 고르면 규칙으로 돌아갑니다.</translation>
    </message>
    <message>
        <source>rejected above</source>
        <translation>불합격 기준 확률</translation>
    </message>
    <message>
        <source>Tune</source>
        <translation>조정</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::UsersPage</name>
    <message>
        <source>Sign out</source>
        <translation>로그아웃</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>비밀번호</translation>
    </message>
    <message>
        <source>Password again</source>
        <translation>비밀번호 확인</translation>
    </message>
    <message>
        <source>Continue as operator</source>
        <translation>작업자로 계속</translation>
    </message>
    <message>
        <source>Operators scan and look at wafers. Engineers also change recipes, bins, calibrations and devices. QA and administrators also sign off and manage users.</source>
        <translation>작업자는 웨이퍼를 스캔하고 봅니다. 엔지니어는 레시피, 빈, 교정, 장치도 바꿉니다. 품질·관리자는 승인과 사용자 관리도 합니다.</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>사용자</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>역할</translation>
    </message>
    <message numerus="yes">
        <source>Password, %n or more characters</source>
        <translation>
            <numerusform>비밀번호, %n자 이상</numerusform>
        </translation>
    </message>
    <message>
        <source>Name of the user</source>
        <translation>사용자 이름</translation>
    </message>
    <message>
        <source>Password of the user</source>
        <translation>사용자 비밀번호</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Set password</source>
        <translation>비밀번호 설정</translation>
    </message>
    <message>
        <source>Set role</source>
        <translation>역할 설정</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>작업자</translation>
    </message>
    <message>
        <source>Engineer</source>
        <translation>엔지니어</translation>
    </message>
    <message>
        <source>QA / administrator</source>
        <translation>품질 / 관리자</translation>
    </message>
    <message>
        <source>The two passwords differ.</source>
        <translation>두 비밀번호가 다릅니다.</translation>
    </message>
    <message>
        <source>Name or password are wrong.</source>
        <translation>이름이나 비밀번호가 틀렸습니다.</translation>
    </message>
    <message>
        <source>Set up this desktop</source>
        <translation>이 컴퓨터 설정</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>로그인</translation>
    </message>
    <message>
        <source>Create the administrator, who may do everything and adds the other users. Until then everybody works as an operator: scans and looks at wafers.</source>
        <translation>모든 권한을 갖고 다른 사용자를 추가하는 관리자를 만드십시오. 그전에는 모두 작업자로서 웨이퍼를 스캔하고 봅니다.</translation>
    </message>
    <message>
        <source>Nobody is signed in: you work as an operator (%1).</source>
        <translation>로그인한 사용자가 없어 작업자(%1)로 사용 중입니다.</translation>
    </message>
    <message>
        <source>Create administrator</source>
        <translation>관리자 만들기</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::VerdictCard</name>
    <message>
        <source>Open the file of a display module: verdict, faults and figures are shown here.</source>
        <translation>디스플레이 모듈 파일을 열면 판정, 결함, 수치가 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>PASS</source>
        <translation>합격</translation>
    </message>
    <message>
        <source>FAIL</source>
        <translation>불합격</translation>
    </message>
    <message>
        <source>All limits of the recipe are held.</source>
        <translation>레시피의 모든 한계를 만족합니다.</translation>
    </message>
</context>
<context>
    <name>waferglow::gui::WaferView</name>
    <message>
        <source>Wafer map</source>
        <translation>웨이퍼 맵</translation>
    </message>
</context>
</TS>
