import { list, type NameCulture } from './culture.ts'

const chinese: NameCulture = {
  code: 'zh-Latn',
  script: 'Latin',
  share: 40,
  country: 'CHN',
  custom: 'no middle name',
  female: list(`
    Mei, Xiaoyan, Jing, Yuqing, Siyu, Jiayi, Xinyi, Meiling, Shihan, Wenting, Lan, Qian, Ruoxi, Yutong, Hui-Ling,
    Mei-Hua, Lü, Ya-Ting`),
  male: list(`
    Wei, Jun, Haoran, Zihan, Yuxuan, Jianguo, Zhiqiang, Wenbo, Siyuan, Tianyou, Bo, Lei, Peng, Xiang, Chih-Ming,
    Kuo-Hua, Lüzhou, Ming-Tao`),
  family: list(`
    Wang, Li, Zhang, Liu, Chen, Yang, Huang, Zhao, Wu, Zhou, Xu, Sun, Ma, Zhu, Hu, Guo, He, Lin, Luo, Gao, Zheng,
    Liang, Xie, Song, Tang, Deng, Cao, Lü, Ouyang, Sima, Chan, Wong, Ng, Tsai, Hsu, Leung, Cheung, E`),
}

const korean: NameCulture = {
  code: 'ko-Latn',
  script: 'Latin',
  share: 20,
  country: 'KOR',
  custom: 'no middle name',
  female: list(
    'Min-ji, Seo-yeon, Ji-woo, Ha-eun, Soo-bin, Eun-ji, Ye-rin, Hye-jin, Mi-kyung, Young-hee, Da-eun, Yujin',
  ),
  male: list(
    'Min-soo, Jun-ho, Ji-hoon, Do-yun, Hyun-woo, Sung-min, Tae-hyun, Dong-hyun, Sang-hoon, Jae-min, Woojin',
  ),
  family: list(
    'Kim, Lee, Park, Choi, Jung, Kang, Cho, Yoon, Jang, Lim, Han, Oh, Seo, Shin, Kwon, Hwang, Namgung, Son',
  ),
}

const japanese: NameCulture = {
  code: 'ja-Latn',
  script: 'Latin',
  share: 10,
  country: 'JPN',
  custom: 'no middle name',
  female: list('Sakura, Yōko, Misaki, Yui, Aoi, Keiko, Yūka, Akari, Yumiko, Mariko, Ayaka, Rin'),
  male: list('Tarō, Kenta, Shōta, Daisuke, Takuya, Ren, Hiroshi, Makoto, Ichirō, Yūto, Naoki, Ryū'),
  family: list(
    'Satō, Suzuki, Takahashi, Tanaka, Watanabe, Itō, Yamamoto, Nakamura, Kobayashi, Katō, Ōno, Hasegawa',
  ),
}

const vietnamese: NameCulture = {
  code: 'vi',
  script: 'Latin',
  share: 26,
  country: 'VNM',
  female: list(
    'Linh, Hương, Thảo, Nguyệt, Mỹ Duyên, Bích Ngọc, Hạnh, Trang, Phượng, Thúy, Kim Chi, Lan Anh, Yến, Ánh',
  ),
  male: list('Minh, Hùng, Dũng, Tuấn, Đức, Quốc Bảo, Long, Hiếu, Phúc, Thiện, Đình Khôi, Việt, Khánh, Nhật'),
  family: list(
    'Nguyễn, Trần, Lê, Phạm, Hoàng, Huỳnh, Phan, Vũ, Võ, Đặng, Bùi, Đỗ, Hồ, Ngô, Dương, Lý, Đoàn, Trịnh',
  ),
}

const southAsian: NameCulture = {
  code: 'hi-Latn',
  script: 'Latin',
  share: 52,
  country: 'IND',
  female: list(`
    Priya, Ananya, Kavya, Meera, Pooja, Sneha, Divya, Lakshmi, Aishwarya, Shreya, Nandini, Fatima, Harpreet, Simran,
    Sumaiya, Tharushi, Nirmala, Rukmini, Jaspreet, Ayesha, Padma, Zainab, Sunita, Indira`),
  male: list(`
    Rahul, Arjun, Vikram, Aditya, Rohan, Sanjay, Karthik, Suresh, Venkatesh, Imran, Harjit, Gurpreet, Tanvir, Bilal,
    Nuwan, Subramaniam, Debashish, Bishnu, Pradeep, Farhan, Amit, Manoj, Naveen, Tenzin`),
  family: list(`
    Patel, Sharma, Singh, Kumar, Gupta, Reddy, Rao, Iyer, Nair, Menon, Mukherjee, Chatterjee, Banerjee, Das, Ghosh,
    Chowdhury, Rahman, Hossain, Khan, Ahmed, Siddiqui, Malik, Kaur, Gill, Dhillon, Perera, Jayawardena, Wickramasinghe,
    Thapa, Shrestha, Venkataraman, Balasubramanian, Krishnamurthy, Deshpande, Kulkarni, Fernandes, D'Souza, Sherpa,
    Srinivasaraghavan, Ramachandran Pillai`),
}

const filipino: NameCulture = {
  code: 'tl',
  script: 'Latin',
  share: 14,
  country: 'PHL',
  female: list(
    'Maria Clara, Angelica, Jasmine, Rosario, Lourdes, Princess, Ligaya, Dalisay, Cherry, Ma. Teresa, Mayumi',
  ),
  male: list('Jose Mari, Emmanuel, Jericho, Bayani, Ramon, Dante, Rodel, Angelo, Isagani, Crisanto, Benigno'),
  family: list(`
    Santos, Reyes, Cruz, Bautista, Ocampo, Del Rosario, Dela Cruz, Magsaysay, Macaraeg, Dimaculangan, Panganiban,
    Tolentino, Manalo, Bacani, Catacutan, Sy, Tan, Peñaflorida`),
}

const indonesian: NameCulture = {
  code: 'id',
  script: 'Latin',
  share: 8,
  country: 'IDN',
  custom: 'sometimes one name only',
  female: list('Siti, Dewi, Ayu, Sri, Nurul, Putri, Wulan, Ratna, Kartika, Indah, Ni Made, Fitriani'),
  male: list('Budi, Agus, Joko, Wayan, Ketut, Rizky, Bambang, Hendra, Yusuf, Teguh, I Gede, Dimas'),
  family: list(
    'Wijaya, Santoso, Suryadi, Hartono, Susilowati, Kusuma, Wibowo, Setiawan, Nugroho, Siregar, Lubis, Hidayat',
  ),
}

const pacific: NameCulture = {
  code: 'haw',
  script: 'Latin',
  share: 5,
  country: 'NZL',
  female: list('Leilani, Kailani, Moana, Mele, Sina, Lagi, Aroha, Hine, Kuʻulei, Noelani'),
  male: list('Kekoa, Keanu, Tāne, Wiremu, Sione, Tevita, Mānoa, Rangi, Ikaika, Fetu'),
  family: list(
    'Kealoha, Kahananui, Kalākaua, Tūhoe, Ngata, Tuilagi, Faleolo, Māhina, Parata, Keōpūolani, Vaʻai, Te Rangi',
  ),
}

export const asianNamesInLatin: readonly NameCulture[] = [
  chinese,
  korean,
  japanese,
  vietnamese,
  southAsian,
  filipino,
  indonesian,
  pacific,
]
