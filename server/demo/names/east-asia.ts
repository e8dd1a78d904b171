import { list, type NameCulture } from './culture.ts'

const chinese: NameCulture = {
  code: 'zh',
  script: 'Han',
  share: 22,
  country: 'CHN',
  custom: 'no middle name',
  female: list(
    '芳, 娜, 敏, 静, 丽, 秀英, 雪梅, 婷婷, 雨晴, 思雨, 欣怡, 诗涵, 晓燕, 佳怡, 美玲, 梦琪, 淑芬, 雅婷, 怡君',
  ),
  male: list(
    '伟, 强, 磊, 军, 洋, 勇, 杰, 涛, 俊杰, 浩然, 宇轩, 子轩, 志强, 建国, 文博, 天佑, 思远, 志明, 家豪',
  ),
  family: list(`
    王, 李, 张, 刘, 陈, 杨, 黄, 赵, 吴, 周, 徐, 孙, 马, 朱, 胡, 郭, 何, 林, 罗, 高, 郑, 梁, 谢, 宋, 唐, 许, 韩, 冯,
    邓, 曹, 欧阳, 司马, 上官, 陳, 張, 劉, 黃, 鄭, 葉`),
  callNames: {
    female: list('Fang, Jing, Xinyi, Meiling, Yating, Vivian, Grace'),
    male: list('Wei, Jie, Haoran, Wenbo, Lei, Yuxuan, Kevin'),
  },
}

const japanese: NameCulture = {
  code: 'ja',
  script: 'Japanese',
  share: 7,
  country: 'JPN',
  custom: 'no middle name',
  female: list(
    'さくら, 陽子, 美咲, 結衣, 葵, 花子, 恵子, 優花, あかり, 由美子, 真理子, 彩香, 凛, 七海, エミリ',
  ),
  male: list('太郎, 健太, 翔太, 大輔, 拓也, 蓮, 浩, 誠, 一郎, 悠斗, 陽翔, 直樹, 和也, 隆, ケン'),
  family: list(`
    佐藤, 鈴木, 高橋, 田中, 渡辺, 伊藤, 山本, 中村, 小林, 加藤, 吉田, 山田, 佐々木, 山口, 松本, 井上, 木村, 斎藤,
    長谷川, 阿部, 髙木`),
  callNames: {
    female: list('Sakura, Yoko, Misaki, Yui, Aoi'),
    male: list('Kenta, Shota, Daisuke, Ren, Makoto'),
  },
}

const korean: NameCulture = {
  code: 'ko',
  script: 'Hangul',
  share: 7,
  country: 'KOR',
  custom: 'no middle name',
  female: list('민지, 서연, 지우, 하은, 수빈, 지민, 유진, 은지, 예린, 서현, 다은, 혜진, 미경, 영희'),
  male: list('민수, 준호, 지훈, 도윤, 서준, 현우, 성민, 영수, 태현, 동현, 우진, 상훈, 재민, 철수'),
  family: list('김, 이, 박, 최, 정, 강, 조, 윤, 장, 임, 한, 오, 서, 신, 권, 황, 안, 송, 남궁, 제갈'),
  callNames: {
    female: list('Minji, Jiwoo, Haeun, Subin, Grace'),
    male: list('Junho, Jihoon, Doyun, Hyunwoo, Daniel'),
  },
}

export const eastAsianNames: readonly NameCulture[] = [chinese, japanese, korean]
