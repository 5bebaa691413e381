// Words of views/map.js.

export const map = {
  en: {
    map: "Map",
    mapIntro: "Circles are sites, as large as what they take in and give away; lines are routes, as wide as what they carry. Sites at one point are spread round it. Coordinates may be those of a town where nothing better is known.",
    left: "Left",
    right: "Right",
    up: "Up",
    down: "Down",
    noMap: "No site has coordinates.",
    distance: "Distance, km",
    trips: "Lots received",
  },
  zh: {
    map: "地图",
    mapIntro: "圆为设施，大小表示进出量；线为运输路线，宽度表示运量。同一坐标点的设施散开显示。没有更准确位置时，坐标为所在城镇。",
    left: "向左",
    right: "向右",
    up: "向上",
    down: "向下",
    noMap: "没有带坐标的设施。",
    distance: "距离，公里",
    trips: "到货批次",
  },
};
